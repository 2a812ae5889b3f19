import type { RequestEvent } from '@sveltejs/kit';
import { type Action, type Actor, demand, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import {
	callsForVisitor,
	type DeskPlace,
	type PublicCall,
	standingById,
	standingBySlug,
	type StandingPlace,
	subjectOfDesk,
} from '#modules/calls/server/index.ts';
import { editionById, editionBySlug, type EditionView } from '#modules/editions/server/index.ts';

export interface OpenDesk {
	/** The edition, or the standing call. Its id is the scope of whatever happens there. */
	desk: DeskPlace;
	/** The edition; null at the desk of a standing call. */
	edition: EditionView | null;
	/** Those of the edition, or the standing call alone. */
	calls: PublicCall[];
	/** Where the desk lies for `can`, as this person may see it: with its calls, and the tracks in which he has a part. */
	subject: Subject;
	/** The same without its parts: for what concerns the whole desk. */
	whole: Subject;
}

/** The desk of an edition. */
export type OpenEditionDesk = OpenDesk & { edition: EditionView };

/**
 * A desk for `can`: with the organisation it belongs to and those of its calls. Ids of tracks begin with the desk's, so that
 * a person's own tracks of it are known.
 */
export function deskSubject(
	actor: Actor,
	desk: Pick<DeskPlace, 'id' | 'organisationId' | 'standing'>,
	calls: readonly Pick<PublicCall, 'id' | 'organisationId'>[] = [],
): Subject {
	const held = actor.kind === 'person' ? actor.relations : [];
	const track = held.filter(({ on, id }) => on === 'track' && id.startsWith(`${desk.id}:`)).map(({ id }) => id);
	const { within } = subjectOfDesk(desk);
	const organisation = [...new Set([within.organisation ?? [], calls.map((call) => call.organisationId)].flat(2))];
	return {
		within: {
			organisation,
			track,
			call: calls.map(({ id }) => id),
			...(desk.standing ? { call: desk.id } : { edition: desk.id }),
		},
	};
}

/** A standing call as the place of a desk, called by its title in a language. Pure. */
export function asDesk({ title, ...place }: StandingPlace, locale: Locale): DeskPlace {
	return { ...place, short: inLocale(title, locale).text };
}

/** What has this id: an edition or a standing call; undefined when neither has it. */
export async function deskById(ctx: Context, id: string, locale: Locale): Promise<DeskPlace | undefined> {
	const edition = await editionById(ctx, id);
	if (edition) return edition;
	const standing = await standingById(ctx, id);
	return standing && asDesk(standing, locale);
}

/**
 * The desk in the address, of an edition or else of a standing call, for whoever may do this there. Four queries, or five.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openDesk(
	{ locals, params }: { locals: RequestEvent['locals']; params: { edition?: string } },
	action: Action = 'desk.open',
): Promise<OpenDesk> {
	const { ctx, actor, locale } = locals;
	const slug = params.edition ?? '';
	const edition = (await editionBySlug(ctx, slug)) ?? null;
	const standing = edition ? undefined : await standingBySlug(ctx, slug);
	const desk = edition ?? (standing && asDesk(standing, locale));
	if (!desk) throw notFound();
	const calls = await callsForVisitor(ctx, desk.id);
	const subject = deskSubject(actor, desk, calls);
	demand(ctx, actor, action, subject);
	return { desk, edition, calls, subject, whole: subjectOfDesk(desk) };
}

/**
 * The desk of an edition, for what a standing call does not have: a public site, a committee, an end.
 * @throws Refusal `not-found` (also at the desk of a standing call), `forbidden`, `signed-out`
 */
export async function openEditionDesk(
	event: Parameters<typeof openDesk>[0],
	action: Action = 'desk.open',
): Promise<OpenEditionDesk> {
	// Before anything is asked of rights: at the desk of a standing call there is no such page for anybody.
	if (!(await editionBySlug(event.locals.ctx, event.params.edition ?? ''))) throw notFound();
	const found = await openDesk(event, action);
	if (!found.edition) throw notFound();
	return { ...found, edition: found.edition };
}
