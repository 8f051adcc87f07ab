import { neverLinkProperties } from './never-link-properties.fixture.ts';

neverLinkProperties(2000);
