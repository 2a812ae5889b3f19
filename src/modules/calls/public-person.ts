/*
 * Whether the person of an application may be seen by the public: the one place that decides it, for lists, stands,
 * winners and certificates. Pure.
 */

/** What the guardian of a minor allows to be public; what is absent is not allowed. */
export interface MinorAllows {
	name?: boolean;
	portrait?: boolean;
}

/** What is asked of an application here. */
export interface Shown {
	minor: boolean;
	minorAllows: MinorAllows;
}

/** Whether the name, or the portrait, of the person may be public. A minor's only when the guardian has said so. */
export function mayShowPerson(application: Shown, part: keyof MinorAllows): boolean {
	return !application.minor || application.minorAllows[part] === true;
}

/**
 * The name under which an application stands in public, or null where it must stand without one: then nothing that leads
 * to the person (affiliation with class or school, portrait, address) may be shown beside it.
 * @param people the names of its people as the list has them
 */
export function publicNameOf(application: Shown & { people: string }): string | null {
	return mayShowPerson(application, 'name') && application.people !== '' ? application.people : null;
}
