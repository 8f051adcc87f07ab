import { CHUNK_PAIRS } from '../pair-chunk.ts';
import type { LevelKernel } from './level-kernels.ts';

/** One of the levels holds. */
export function anyKernel(kernels: readonly LevelKernel[]): LevelKernel {
  return (chunk, gammas, open, openCount, gamma) => {
    let stay = openCount;
    for (const kernel of kernels) stay = kernel(chunk, gammas, open, stay, gamma);
    return stay;
  };
}

/** All of the levels hold: each is tried on the pairs for which those before it hold. */
export function allKernel(kernels: readonly LevelKernel[]): LevelKernel {
  const holding = new Int32Array(CHUNK_PAIRS);
  const tried = new Int32Array(CHUNK_PAIRS);
  const holds = new Int8Array(CHUNK_PAIRS);
  return (chunk, gammas, open, openCount, gamma) => {
    let count = openCount;
    for (let k = 0; k < openCount; k++) {
      holding[k] = open[k] as number;
      holds[open[k] as number] = 0;
    }
    for (const kernel of kernels) {
      for (let k = 0; k < count; k++) tried[k] = holding[k] as number;
      const fail = kernel(chunk, holds, tried, count, 1);
      for (let k = 0; k < fail; k++) holds[tried[k] as number] = 0;
      let stay = 0;
      for (let k = 0; k < count; k++) if (holds[holding[k] as number] === 1) holding[stay++] = holding[k] as number;
      count = stay;
    }
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      if (holds[p] === 1) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}
