/** Settings as text, by name. Empty text counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. The one place in the product that reads it; everybody else is handed settings. */
export function processEnvironment(): Environment {
  return { ...process.env };
}

/**
 * Sets or removes variables of this process, for libraries that read the environment themselves and offer no other
 * switch (Apollo's usage reporting). `undefined` removes.
 */
export function overrideProcessEnvironment(values: Environment): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
