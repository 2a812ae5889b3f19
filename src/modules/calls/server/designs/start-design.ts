import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Call } from '../../call.ts';
import { afterStep, asList, asObject, blankDefinition, type Definition } from '../../design.ts';
import { callDesign } from '../design-tables.ts';
import { storedCalls } from '../stored-call.ts';
import { callSubject } from '../subject.ts';
import { call } from '../tables.ts';
import { designSubject } from './load-design.ts';
import { templateCall } from './templates.ts';
import { writtenCall } from './written-call.ts';

/** With what a design begins. */
export type Beginning =
	| { from: 'blank' }
	/** A ready-made kind of call. */
	| { from: 'template'; template: string }
	/** A new call like this one, of any edition or owner whose call may be read. */
	| { from: 'clone'; call: string }
	/** A file that was read (`readCallFile`). */
	| { from: 'file'; definition: Definition };

export interface StartDesignInput {
	/** The edition that the call shall belong to; null for a standing call of the organisation. */
	edition: string | null;
	organisation: string;
	/** The zone in which its times are meant, unless the beginning says another. */
	zone: string;
	begin: Beginning;
}

/**
 * Begins the design of a new call.
 * @returns the design's id
 * @throws Refusal `forbidden`, `signed-out`; `not-found` for a call that may not be read and a template that is not there
 */
export async function startDesign(ctx: Context, actor: Actor, input: StartDesignInput): Promise<string> {
	const place = { editionId: input.edition, organisationId: input.organisation, callId: null };
	demand(ctx, actor, 'call.edit', designSubject(place));
	const definition = withZone(await beginning(ctx, actor, input), input.zone);
	return insert(ctx, actor, { ...place, definition });
}

/**
 * The design in which a call is changed; the one that is there, or a new one with what the call says now.
 * @param tracks codes of the edition's tracks and outside subjects: questions that offer all of them name none
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function editCall(
	ctx: Context,
	actor: Actor,
	input: { call: string; tracks: readonly string[] },
): Promise<string> {
	return transaction(ctx, async (tx) => {
		// Whoever comes second finds the first one's design.
		await tx.db.select({ id: call.id }).from(call).where(eq(call.id, input.call)).for('update');
		const [stored] = await storedCalls(tx, eq(call.id, input.call));
		if (!stored) throw notFound();
		demand(tx, actor, 'call.edit', callSubject(stored));
		const [open] = await tx.db
			.select({ id: callDesign.id })
			.from(callDesign)
			.where(and(eq(callDesign.callId, input.call), isNull(callDesign.publishedAt)));
		if (open) return open.id;
		const { callId, editionId, organisationId } = stored;
		const definition = writtenCall(stored.call, input.tracks);
		return insert(tx, actor, { callId, editionId, organisationId, definition });
	});
}

async function insert(
	ctx: Context,
	actor: Actor,
	row: Pick<typeof callDesign.$inferInsert, 'callId' | 'editionId' | 'organisationId' | 'definition'>,
): Promise<string> {
	return transaction(ctx, async (tx) => {
		const id = newId();
		await tx.db.insert(callDesign).values({
			...row,
			id,
			revision: 1,
			personId: personOf(actor) ?? null,
			savedAt: tx.clock.edition.now(),
		});
		await record(tx, actor, {
			action: 'start-design',
			subject: { type: 'call-design', id },
			scope: row.editionId ?? row.callId ?? row.organisationId,
			data: { call: row.callId ?? null },
		});
		return id;
	});
}

async function beginning(ctx: Context, actor: Actor, { begin, zone }: StartDesignInput): Promise<Definition> {
	switch (begin.from) {
		case 'blank':
			return blankDefinition(zone);
		case 'template':
			return withSlug(templateCall(begin.template));
		case 'file':
			return begin.definition;
		case 'clone': {
			const [stored] = await storedCalls(ctx, eq(call.id, begin.call));
			if (!stored) throw notFound();
			demand(ctx, actor, 'call.read', callSubject(stored));
			return cloneOf(stored.call);
		}
	}
}

/** A new call like another: without its address and dates, with the tracks of wherever it comes to be. */
function cloneOf(original: Call): Definition {
	const { slug: _, window, ...rest } = writtenCall(original, 'all');
	const { opens: __, closes: ___, ...frame } = asObject(window);
	const stages = asList(rest.stages).map((stage) => {
		const { opens: ____, closes: _____, announceBy: ______, confirmBy: _______, ...kept } = asObject(stage);
		return kept;
	});
	return { ...rest, window: frame, stages };
}

/** A ready-made call has an address from the beginning. */
function withSlug(definition: Definition): Definition {
	return afterStep(definition, { do: 'set', path: [], value: definition })?.definition ?? definition;
}

function withZone(definition: Definition, zone: string): Definition {
	return { ...definition, window: { zone, ...asObject(definition.window) } };
}
