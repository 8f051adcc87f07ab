import type { Alternative, BlockSide } from './rule-index.ts';

/** Puts the block numbers of all alternatives in which a record has one block at most into one table, side by side. */
export function inOneTable(records: number, alternatives: readonly Alternative[]): Alternative[] {
  const columns = new Map<Int32Array, number>();
  const add = ({ blockOf }: BlockSide): void => {
    if (blockOf.kind === 'one' && !columns.has(blockOf.table)) columns.set(blockOf.table, columns.size);
  };
  for (const { left, right } of alternatives) {
    add(left);
    add(right);
  }
  const stride = columns.size;
  if (stride <= 1) return [...alternatives];
  const table = new Int32Array(new SharedArrayBuffer(4 * stride * records));
  for (const [numbers, column] of columns) for (let i = 0; i < records; i++) table[i * stride + column] = numbers[i] as number;
  const moved = (side: BlockSide): BlockSide =>
    side.blockOf.kind === 'one' ? { ...side, blockOf: { kind: 'one', table, stride, column: columns.get(side.blockOf.table) ?? 0 } } : side;
  return alternatives.map((alternative) => {
    const left = moved(alternative.left);
    return { ...alternative, left, right: alternative.isSymmetric ? left : moved(alternative.right) };
  });
}
