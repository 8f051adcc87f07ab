import type { PipelineInput } from '@golden-thread/shapes/declare/pipeline';

/** Whether numbers reserved for tests are good (`demo`) or an issue (`production`). */
export type Profile = PipelineInput['profile'];
