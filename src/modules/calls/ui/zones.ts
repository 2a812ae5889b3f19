/** The time zones one may name: those of the runtime, and UTC. */
export const zones: readonly string[] = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
