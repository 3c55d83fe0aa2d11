// The central store: every version of every key there ever was. Regions look at it as it was some time ago.

export interface Version {
  time: number;
  /** Null: deleted. */
  value: string | null;
  metadata: string | null;
  /** Null: it was there before the world began. */
  by: Writer | null;
}

/** Who wrote it: a request, or a run of the cron. */
export interface Writer {
  readonly region: string;
  readonly isCron: boolean;
  readonly beganAt: number;
}

export class Central {
  private readonly versions = new Map<string, Version[]>();
  /** Every name there ever was, sorted. Names are ASCII, so this is the order of their bytes. */
  private readonly names: string[] = [];

  write(name: string, version: Version): void {
    const versions = this.versions.get(name);
    if (versions) versions.push(version);
    else {
      this.versions.set(name, [version]);
      this.names.splice(this.firstAtOrAfter(name), 0, name);
    }
  }

  /** As it was then; null where there was nothing. */
  read(name: string, asOf: number): Version | null {
    const version = this.versions.get(name)?.findLast(({ time }) => time <= asOf);
    return version && version.value !== null ? version : null;
  }

  lastWrite(name: string): number {
    return this.versions.get(name)?.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  }

  /** Names and versions under the prefix, in order, as it was then. */
  list(prefix: string, asOf: number, after = ''): { name: string; version: Version }[] {
    const found: { name: string; version: Version }[] = [];
    for (let i = this.firstAtOrAfter(prefix); i < this.names.length; i++) {
      const name = this.names[i]!;
      if (!name.startsWith(prefix)) break;
      if (name <= after) continue;
      const version = this.read(name, asOf);
      if (version) found.push({ name, version });
    }
    return found;
  }

  /** All that was ever written to a key, for stories. */
  history(name: string): readonly Version[] {
    return this.versions.get(name) ?? [];
  }

  /** Of every key there ever was. */
  histories(): Iterable<[name: string, versions: readonly Version[]]> {
    return this.versions;
  }

  private firstAtOrAfter(name: string): number {
    let low = 0;
    let high = this.names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.names[middle]! < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
