import { definePipeline } from '@golden-thread/shapes/declare/pipeline';
import { linkageModelSchema } from '@golden-thread/shapes/linkage-model';
import { linkage } from './linkage.ts';
import model from './models/model_2026_11_25.json' with { type: 'json' };
import { register } from './register/register.ts';
import { adoptionFlags } from './sources/adoption-flags.ts';
import { health } from './sources/health.ts';
import { housing } from './sources/housing.ts';
import { police } from './sources/police.ts';
import { schoolMis } from './sources/school-mis.ts';
import { socialCare } from './sources/social-care.ts';
import { voluntary } from './sources/voluntary.ts';
import { survivorship } from './survivorship.ts';
import { gates, policy } from './thresholds.ts';

/** The single view of the child in Wessexmoor: the reference pipeline and the demo. Read this first. */
export const pipeline = definePipeline({
  name: 'single_view',
  describes: 'One record for each child known to the services of Wessexmoor.',
  timeZone: 'Europe/London',
  nightAt: '05:30',
  profile: 'demo',
  sources: [socialCare, schoolMis, police, health, housing, voluntary, adoptionFlags],
  linkage,
  model: linkageModelSchema.parse(model),
  survivorship,
  register,
  policy,
  gates,
});
