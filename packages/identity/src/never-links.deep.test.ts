import { neverLinkProperties } from './never-link-properties.fixture.ts';

neverLinkProperties(200_000);
