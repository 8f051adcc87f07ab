import type { Parting } from './component-problem.ts';
import { CONSTRAINTS } from './pair-verdict.ts';

/**
 * Which clusters may not become one, while clusters grow: each root knows the roots it is parted from and, for
 * each, one parting of the highest authority that shows why.
 */
export class ClusterConstraints {
  readonly #enemies = new Map<number, Map<number, Parting>>();

  constructor(partings: readonly Parting[]) {
    for (const parting of partings) {
      this.#enemiesOf(parting.p).set(parting.q, parting);
      this.#enemiesOf(parting.q).set(parting.p, parting);
    }
  }

  /** Why the clusters of two roots may not be joined, or undefined. */
  between(root: number, other: number): Parting | undefined {
    return this.#enemies.get(root)?.get(other);
  }

  /** Takes note that the clusters of two roots are one now, under `root`. */
  join(root: number, other: number): void {
    const theirs = this.#enemies.get(other);
    if (theirs === undefined) return;
    this.#enemies.delete(other);
    const ours = this.#enemiesOf(root);
    for (const [enemy, parting] of theirs) {
      const back = this.#enemiesOf(enemy);
      back.delete(other);
      const known = ours.get(enemy);
      if (known !== undefined && rank(known) <= rank(parting)) continue;
      ours.set(enemy, parting);
      back.set(root, parting);
    }
  }

  #enemiesOf(root: number): Map<number, Parting> {
    const known = this.#enemies.get(root);
    if (known !== undefined) return known;
    const fresh = new Map<number, Parting>();
    this.#enemies.set(root, fresh);
    return fresh;
  }
}

const rank = (parting: Parting): number => CONSTRAINTS.indexOf(parting.because);
