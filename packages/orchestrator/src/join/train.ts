import { encodeTable } from '@golden-thread/linkage/encode';
import { trainModel } from '@golden-thread/linkage/train';
import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { readLiveRecords } from './records.ts';

/** Trains a model on the live records of the warehouse, without labels. It holds no personal value. */
export async function train(
  warehouse: Warehouse,
  linkage: LinkageDeclaration,
  options: { readonly name: string; readonly trainedOn: string; readonly seed: string },
): Promise<LinkageModel> {
  const records = await readLiveRecords(warehouse);
  if (records.size < 2)
    throw new DeclarationError({
      code: 'train.no_records',
      message: 'There are no records to train on.',
      remedy: 'Run a night first: gt nightly',
    });
  return trainModel(encodeTable(records.table, linkage), linkage, options);
}
