import { neverLinkScenarios } from './never-link-scenarios.fixture.ts';

neverLinkScenarios('all');
