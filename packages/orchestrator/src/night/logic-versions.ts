import { LOGIC_VERSION as connectors } from '@golden-thread/connectors/logic-version';
import { LOGIC_VERSION as golden } from '@golden-thread/golden/logic-version';
import { LOGIC_VERSION as governance } from '@golden-thread/governance/logic-version';
import { LOGIC_VERSION as identity } from '@golden-thread/identity/logic-version';
import { LOGIC_VERSION as linkage } from '@golden-thread/linkage/logic-version';
import { LOGIC_VERSION as normalise } from '@golden-thread/normalise/logic-version';

/** Code is an input: the versions of everything whose change changes a result, frozen into each run. */
export const LOGIC_VERSIONS = { connectors, golden, governance, identity, linkage, normalise } as const;
