import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'warehouse', globalSetup: ['../test-kit/src/cluster.setup.ts'], include: ['src/**/*.test.ts'] } });
