import { partitionProperties } from './partition-properties.fixture.ts';

partitionProperties(50_000);
