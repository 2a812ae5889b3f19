import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, can, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { callForReview, callOfDesk } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type ConflictKind, conflictKinds, type ConflictState, gravest, holds, mayClear } from '../../conflict.ts';
import { reviewAssignment } from '../tables.ts';
import { conflictFacts, type KnownFact } from './facts.ts';

/** What of the pairs is shown: those to be looked at, those a chair has decided, those that are on record. */
export const conflictTabs = ['open', 'decided', 'record'] as const;
export type ConflictTab = (typeof conflictTabs)[number];

/** A person and an application with all that is between them, for those who decide. */
export interface ConflictRow {
	/** As forms post it. */
	key: string;
	application: { id: string; number: string; title: string };
	person: { id: string; name: string };
	state: ConflictState;
	/** He was asked to score it, in spite of it. */
	assigned: boolean;
	facts: Pick<KnownFact, 'kind' | 'source' | 'state' | 'evidence' | 'reason'>[];
	mayClear: boolean;
}

export interface ConflictList {
	call: { id: string; slug: string; title: Partial<Bilingual> };
	tab: ConflictTab;
	kind: ConflictKind | null;
	rows: ConflictRow[];
	total: number;
	page: number;
	/** How many a page has. */
	size: number;
	counts: Record<ConflictTab, number>;
	/** How many there are of each kind in this tab. */
	kinds: { kind: ConflictKind; count: number }[];
	/** How many applications are not there for whoever reads, who has a stake in them. */
	closed: number;
	may: { decide: boolean };
}

export const conflictsPerPage = 100;

const rank: Record<ConflictState, number> = { counts: 0, hint: 1, confirmed: 2, cleared: 3 };

/**
 * The conflicts of a call with what they were found by, the most pressing first: who was asked to score in spite of one,
 * what counts, hints. Without pairs of the reader himself and of applications in which he has a stake. A constant number
 * of queries. @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function conflictsForDesk(
	ctx: Context,
	actor: Actor,
	input: {
		desk: string;
		call: string;
		tab?: string | null;
		kind?: string | null;
		page?: number | undefined;
		locale: Locale;
	},
): Promise<ConflictList> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	demand(ctx, actor, 'conflict.read', call.subject);
	const { facts, applications } = await conflictFacts(ctx, call);
	const assigned = await ctx.db
		.select({ application: reviewAssignment.applicationId, person: reviewAssignment.personId })
		.from(reviewAssignment)
		.where(and(eq(reviewAssignment.callId, call.callId), isNull(reviewAssignment.endedAt)));
	const asked = new Set(assigned.map(({ application, person }) => `${application} ${person}`));
	const hidden = new Set(closedTo(actor));
	const readers = actor.kind === 'person' ? [actor.personId, actor.seenBy?.personId] : [];
	const pairs = Map.groupBy(
		facts.filter(({ application, person }) => !hidden.has(application) && !readers.includes(person)),
		({ application, person }) => `${application} ${person}`,
	);
	const places = new Map(applications.map((one, place) => [one.id, { ...one, place }]));
	const all = [...pairs].flatMap(([key, own]) => {
		const [first] = own;
		const application = first && places.get(first.application);
		if (!first || !application) return [];
		const state = gravest(own.map((one) => one.state));
		return [{ key, own, person: first.person, application, state, tab: tabOf(own), assigned: asked.has(key) }];
	});
	const tab = conflictTabs.find((one) => one === input.tab) ?? 'open';
	const kind = conflictKinds.find((one) => one === input.kind) ?? null;
	const here = all.filter((pair) => pair.tab === tab);
	const chosen = here.filter(({ own }) => kind === null || own.some((one) => one.kind === kind));
	chosen.sort(
		(a, b) =>
			Number(b.assigned && holds(b.state)) - Number(a.assigned && holds(a.state)) ||
			rank[a.state] - rank[b.state] ||
			a.application.place - b.application.place ||
			a.person.localeCompare(b.person),
	);
	const last = Math.max(1, Math.ceil(chosen.length / conflictsPerPage));
	const page = Math.min(Math.max(1, input.page ?? 1), last);
	const shown = chosen.slice((page - 1) * conflictsPerPage, page * conflictsPerPage);
	const people = await readPeople(
		ctx,
		shown.map(({ person }) => person),
	);
	const count = (one: ConflictTab) => all.filter((pair) => pair.tab === one).length;
	return {
		call: { id: call.callId, slug: call.slug, title: call.title },
		tab,
		kind,
		rows: shown.map(({ key, own, person, application, state, assigned: is }) => ({
			key,
			application: { id: application.id, number: application.number, title: application.title },
			person: { id: person, name: displayName(people.get(person)?.names ?? {}, input.locale) },
			state,
			assigned: is,
			facts: own.map(({ kind: of, source, state: stands, evidence, reason }) => {
				return { kind: of, source, state: stands, evidence, reason };
			}),
			mayClear: own.every((one) => mayClear(one.kind)),
		})),
		total: chosen.length,
		page,
		size: conflictsPerPage,
		counts: { open: count('open'), decided: count('decided'), record: count('record') },
		kinds: conflictKinds.flatMap((of) => {
			const n = here.filter(({ own }) => own.some((one) => one.kind === of)).length;
			return n > 0 ? [{ kind: of, count: n }] : [];
		}),
		closed: applications.filter(({ id }) => hidden.has(id)).length,
		may: { decide: can(actor, 'conflict.decide', call.subject, ctx.clock) === 'yes' },
	};
}

/** Whether anything of a pair waits for a chair, was decided, or stands by itself. */
function tabOf(own: readonly KnownFact[]): ConflictTab {
	const waits = own.some(({ source, state }) => source !== 'record' && (state === 'counts' || state === 'hint'));
	const onRecord = own.every(({ source, kind }) => source === 'record' || kind === 'recused');
	if (onRecord && own.every(({ state }) => state === 'counts' || state === 'confirmed')) return 'record';
	return waits ? 'open' : 'decided';
}
