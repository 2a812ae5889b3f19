import { and, asc, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type Choice, mergeRecords } from '../merge.ts';
import type { Records } from '../records.ts';
import { applyChanges } from './apply-changes.ts';
import { editionChange, editionChangeRecord } from './desk-tables.ts';
import { holdEdition, holdShared, publishedRecords } from './edition-lock.ts';
import type { CallsDoor } from './import-bundle.ts';
import { editionSubject } from './subject.ts';

/**
 * Takes a change back by a new one that does the opposite, public at once; the old one stays in the history. Fields that
 * the change did not touch keep what others have made of them since.
 * @returns the number of the new change
 * @throws Refusal `conflict`: `built-upon` with a problem `key:path` for each field that was changed again since;
 * `nothing-to-undo`; `not-undoable` for the creation of an edition
 */
export async function undoChange(
	ctx: Context,
	actor: Actor,
	editionId: string,
	changeId: string,
	options: { calls: CallsDoor; accept?: readonly string[] },
): Promise<{ number: number }> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	return transaction(ctx, async (tx) => {
		const row = await holdEdition(tx, editionId, 'update');
		const [change] = await tx.db
			.select()
			.from(editionChange)
			.where(and(eq(editionChange.editionId, editionId), eq(editionChange.id, changeId)));
		if (!change) throw notFound();
		if (change.kind === 'created' || change.kind === 'closed') throw new Refusal('conflict', 'not-undoable');
		const touched = await tx.db
			.select()
			.from(editionChangeRecord)
			.where(and(eq(editionChangeRecord.changeId, changeId), eq(editionChangeRecord.erased, false)))
			.orderBy(asc(editionChangeRecord.position));
		await holdShared(
			tx,
			touched.map(({ key }) => key),
		);
		const published = await publishedRecords(tx, row, options.calls);
		const [then, back, now]: Records[] = [{}, {}, {}];
		const sides: Record<string, Choice> = {};
		for (const { key, before, after } of touched) {
			if (after) (then as Records)[key] = after;
			if (before) (back as Records)[key] = before;
			if (published[key]) (now as Records)[key] = published[key];
			// Where a record stands in its list was made anew with each change of the list.
			sides[`${key}:position`] = 'database';
		}
		const { changes, conflicts } = mergeRecords(then as Records, back as Records, now as Records, sides);
		if (conflicts.length > 0) {
			throw new Refusal('conflict', 'built-upon', {
				params: { number: change.number, count: conflicts.length },
				problems: conflicts.map(({ key, path }) => ({ path: `${key}:${path}`, code: 'changed-since' })),
			});
		}
		if (changes.length === 0) throw new Refusal('conflict', 'nothing-to-undo');
		const number = await applyChanges(tx, actor, row, published, changes, {
			kind: 'undo',
			calls: options.calls,
			accept: options.accept ?? [],
			undoes: change.number,
		});
		return { number };
	});
}
