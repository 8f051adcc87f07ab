import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { type FoundDelivery, surveyFolder } from './survey-folder.ts';

/** The deliveries in a source's drop folder by date, part, sequence and name, the incomplete ones too. @throws as `surveyFolder` */
export async function findDeliveries(source: SourceDeclaration, directory: string): Promise<readonly FoundDelivery[]> {
  return (await surveyFolder(source, directory)).deliveries;
}
