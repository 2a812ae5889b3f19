import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { PersonData } from '#core/person-data/index.ts';

export interface PersonExport {
	format: 'orrery-person/1';
	person: string;
	/** ISO instant. */
	exportedAt: string;
	/** By the name of the part. */
	data: Record<string, unknown>;
}

/**
 * Everything that the installation holds of a person, as JSON; instants as ISO texts.
 * @param parts every part that holds something of persons (`src/app/person-data.ts`)
 */
export async function exportPerson(
	ctx: Context,
	actor: Actor,
	parts: readonly PersonData[],
	personId: string,
): Promise<PersonExport> {
	demand(ctx, actor, 'person.read-own', { within: {}, owners: [personId] });
	const data: Record<string, unknown> = {};
	for (const part of parts) data[part.name] = readable(await part.export(ctx, personId));
	return { format: 'orrery-person/1', person: personId, exportedAt: iso(ctx.clock.process.now()), data };
}

const iso = (instant: number) => new Date(instant).toISOString();

/** Instants (numbers under `at`, `since`, `until`, `…At`) become ISO texts. */
function readable(value: unknown, key = ''): unknown {
	if (typeof value === 'number') return /^(at|since|until)$|[a-z]At(Edition)?$/.test(key) ? iso(value) : value;
	if (Array.isArray(value)) return value.map((item) => readable(item));
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item, name)]));
}
