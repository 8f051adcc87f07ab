import { nightProperties } from './night-properties.fixture.ts';

nightProperties(5000);
