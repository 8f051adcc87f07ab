import { defineRegister } from '@golden-thread/shapes/declare/register';
import { agreements, dpias } from './agreements.ts';
import { gateways } from './gateways.ts';
import { grants, roles } from './grants.ts';
import { itemSets } from './item-sets.ts';
import { organisations } from './organisations.ts';
import { purposes } from './purposes.ts';

/** Who may give what, to whom, for which purpose, until when. */
export const register = defineRegister({
  describes: 'The information governance register of the single view of the child.',
  organisations,
  purposes,
  gateways,
  itemSets,
  dpias,
  agreements,
  roles,
  grants,
});
