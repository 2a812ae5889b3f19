import type { RequestEvent } from '@sveltejs/kit';
import { type Action, type Actor, demand, type Subject } from '#core/access/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callsForVisitor, type PublicCall } from '#modules/calls/server/index.ts';
import { editionBySlug, type EditionView, subjectOfEdition } from '#modules/editions/server/index.ts';

export interface OpenDesk {
	edition: EditionView;
	calls: PublicCall[];
	/** Where the edition lies for `can`, as this person may see it: with its calls, and the tracks in which he has a part. */
	subject: Subject;
}

/**
 * An edition for `can`: with the organisation it belongs to and those of its calls. Ids of tracks begin with the edition's,
 * so that a person's own tracks of it are known.
 */
export function deskSubject(
	actor: Actor,
	edition: Pick<EditionView, 'id' | 'organisationId'>,
	calls: readonly Pick<PublicCall, 'id' | 'organisationId'>[] = [],
): Subject {
	const held = actor.kind === 'person' ? actor.relations : [];
	const track = held.filter(({ on, id }) => on === 'track' && id.startsWith(`${edition.id}:`)).map(({ id }) => id);
	const { within } = subjectOfEdition(edition);
	const organisation = [...new Set([within.organisation ?? [], calls.map((call) => call.organisationId)].flat(2))];
	return { within: { edition: edition.id, organisation, track, call: calls.map(({ id }) => id) } };
}

/**
 * The desk of the edition in the address, for whoever may do this there. Four queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openDesk(
	{ locals, params }: { locals: RequestEvent['locals']; params: { edition?: string } },
	action: Action = 'desk.open',
): Promise<OpenDesk> {
	const { ctx, actor } = locals;
	const edition = await editionBySlug(ctx, params.edition ?? '');
	if (!edition) throw notFound();
	const calls = await callsForVisitor(ctx, edition.id);
	const subject = deskSubject(actor, edition, calls);
	demand(ctx, actor, action, subject);
	return { edition, calls, subject };
}
