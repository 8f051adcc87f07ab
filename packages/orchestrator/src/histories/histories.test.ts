import { historyProperties } from './history-properties.fixture.ts';

historyProperties({ histories: 3, nights: 2 });
