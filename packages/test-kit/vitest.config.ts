import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'test-kit', globalSetup: ['./src/cluster.setup.ts'], include: ['src/**/*.test.ts'] } });
