import { historyProperties, plantedFaults } from './history-properties.fixture.ts';

historyProperties({ histories: 50, nights: 12 });
plantedFaults();
