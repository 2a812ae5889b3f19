import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { TypedGroup } from '#core/record-form/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import {
	afterStep,
	type Definition,
	type DesignStep,
	partForm,
	partMark,
	partValue,
	type Path,
	schemaAt,
	valueAt,
	writePath,
} from '../../design.ts';
import { canonicalJson } from '../../readable.ts';
import { callDesign } from '../design-tables.ts';
import { loadDesign } from './load-design.ts';

/** A step; `write` is a part as the controls of its form say it. */
export type SavedStep = DesignStep | { do: 'write'; path: Path; typed: TypedGroup };

export interface SaveDesignInput {
	design: string;
	step: SavedStep;
	/** The part as whoever takes the step has seen it (`partMark`): somebody else may have changed it since. */
	seen?: string;
}

/** Somebody else changed the part meanwhile. `theirs` is what stands there now. */
export class DesignConflict extends Refusal {
	readonly theirs: unknown;

	constructor(path: string, theirs: unknown) {
		super('conflict', 'design-changed', { params: { path } });
		this.theirs = theirs;
	}
}

/**
 * Takes one step of a design: a part as its form says it, an entry more or less, elsewhere in its list. Parts that others
 * change meanwhile do not stand in each other's way; the same part is refused with both texts.
 * @returns where the part stands now, and the design's revision
 * @throws Refusal `not-found`, `forbidden`; `conflict` `design-published`; `DesignConflict`
 */
export async function saveDesign(
	ctx: Context,
	actor: Actor,
	{ design, step, seen }: SaveDesignInput,
): Promise<{ at: Path; revision: number }> {
	return transaction(ctx, async (tx) => {
		const row = await loadDesign(tx, actor, design, 'call.edit', { lock: true });
		if (row.publishedAt !== null) throw new Refusal('conflict', 'design-published');
		const path = 'path' in step ? step.path : step.list;
		if (seen !== undefined && seen !== partMark(row.definition, path)) {
			throw new DesignConflict(writePath(path), valueAt(row.definition, path));
		}
		const done = afterStep(row.definition, step.do === 'write' ? written(row.definition, step) : step);
		if (!done) throw notFound('no-such-part');
		if (canonicalJson(done.definition) === canonicalJson(row.definition))
			return { at: done.at, revision: row.revision };
		const revision = row.revision + 1;
		await tx.db
			.update(callDesign)
			.set({
				definition: done.definition,
				revision,
				personId: personOf(actor) ?? null,
				savedAt: tx.clock.edition.now(),
			})
			.where(eq(callDesign.id, design));
		return { at: done.at, revision };
	});
}

/** What the controls say, with what they do not show as it is now. */
function written(definition: Definition, { path, typed }: { path: Path; typed: TypedGroup }): DesignStep {
	const form = partForm(definition, path);
	const object = schemaAt(definition, path);
	if (!form || !object) throw notFound('no-such-part');
	return { do: 'set', path, value: partValue(form, object, typed, valueAt(definition, path)) };
}

/** Throws a design away that was not published. @throws Refusal `not-found`, `forbidden`; `conflict` `design-published` */
export async function discardDesign(ctx: Context, actor: Actor, { design }: { design: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const row = await loadDesign(tx, actor, design, 'call.edit', { lock: true });
		if (row.publishedAt !== null) throw new Refusal('conflict', 'design-published');
		await tx.db.delete(callDesign).where(eq(callDesign.id, design));
	});
}
