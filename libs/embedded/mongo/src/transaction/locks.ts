/** Who of the open transactions is writing which document or unique key. The first one wins; nobody waits. */
export class Locks {
  readonly #owners = new Map<string, object>();

  /** True when the lock is the owner's now. */
  take(name: string, owner: object): boolean {
    const holder = this.#owners.get(name);
    if (holder !== undefined) return holder === owner;
    this.#owners.set(name, owner);
    return true;
  }

  releaseAll(owner: object): void {
    for (const [name, holder] of this.#owners) if (holder === owner) this.#owners.delete(name);
  }
}
