import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'linkage', include: ['src/**/*.test.ts'] } });
