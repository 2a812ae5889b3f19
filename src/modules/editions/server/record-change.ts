import { eq, max } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import type { HistoryKind } from '../editing.ts';
import type { RecordChange } from '../merge.ts';
import { type Records, splitKey } from '../records.ts';
import { editionChange, editionChangeRecord } from './desk-tables.ts';
import { editionPerson } from './people-tables.ts';

/** What became public, for the history. */
export interface NewChange {
	kind: HistoryKind;
	/** The edition before it, and what it did. */
	before: Records;
	changes: readonly RecordChange[];
	/** Number of the change that it takes back. */
	undoes?: number;
	/** Persons by their code in the edition, as they were named before it: some may be gone. */
	persons?: ReadonlyMap<string, string>;
}

/** The code of the person whom a record is about. */
function personCode(key: string): string | undefined {
	const { kind, code } = splitKey(key);
	if (kind === 'person') return code;
	return kind === 'role' ? code.slice(code.indexOf('/') + 1) : undefined;
}

/** Whom an edition names, by their code in it, as far as these records are about persons. One query at most. */
export async function personsNamed(
	ctx: Context,
	editionId: string,
	changes: readonly { key: string }[],
): Promise<ReadonlyMap<string, string>> {
	if (!changes.some(({ key }) => personCode(key) !== undefined)) return new Map();
	const rows = await ctx.db
		.select({ code: editionPerson.code, personId: editionPerson.personId })
		.from(editionPerson)
		.where(eq(editionPerson.editionId, editionId));
	return new Map(rows.flatMap(({ code, personId }) => (personId === null ? [] : [[code, personId] as const])));
}

/**
 * Writes one change of an edition with every record before and after it, in the transaction of the change. The caller
 * holds the lock on the edition's row, so that numbers have no gaps.
 * @returns the change's number
 */
export async function recordChange(ctx: Context, actor: Actor, editionId: string, change: NewChange): Promise<number> {
	const [last] = await ctx.db
		.select({ number: max(editionChange.number) })
		.from(editionChange)
		.where(eq(editionChange.editionId, editionId));
	const id = newId();
	const number = (last?.number ?? 0) + 1;
	await ctx.db.insert(editionChange).values({
		id,
		editionId,
		number,
		at: ctx.clock.edition.now(),
		kind: change.kind,
		personId: personOf(actor) ?? null,
		system: actor.kind === 'system' ? actor.name : null,
		undoes: change.undoes ?? null,
	});
	const persons = new Map([...(change.persons ?? []), ...(await personsNamed(ctx, editionId, change.changes))]);
	const rows = change.changes.map(({ key, kind, value }, position) => ({
		changeId: id,
		position,
		key,
		kind,
		before: change.before[key] ?? null,
		after: value ?? null,
		aboutPersonId: persons.get(personCode(key) ?? '') ?? null,
		erased: false,
	}));
	if (rows.length > 0) await ctx.db.insert(editionChangeRecord).values(rows);
	return number;
}
