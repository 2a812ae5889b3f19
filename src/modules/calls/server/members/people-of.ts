import { and, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { numberLabel } from '../../projection.ts';
import { takesApplications, windowState } from '../../window.ts';
import { type AttestationRow, attestationsForApplicant } from '../attestations/read.ts';
import { type EnteredFor, enteredFor } from '../entered/read.ts';
import { followable } from '../follows/followable.ts';
import { loadApplication, windowColumns } from '../load.ts';
import { ownReader } from '../readers.ts';
import { demandOwn } from '../subject.ts';
import { application, call, callWindow, draft } from '../tables.ts';
import { callsFollowing } from './invited-call.ts';
import { type Members, membersOf } from './read.ts';

/** What else can be done with an application that was told something: apply with it, or invite others. */
export interface Offer {
	call: string;
	slug: string;
	title: Partial<Bilingual>;
	noun: Partial<Bilingual> | null;
	editionId: string | null;
	kind: 'apply' | 'invite';
	/** What was begun or handed in there already. */
	application: { id: string; number: string } | null;
	draft: string | null;
	/** The call takes applications now. */
	open: boolean;
	closesAt: number;
	zone: string;
}

/** The people of an application and what is between it and others, for whoever works on it. */
export interface PeopleOfApplication extends Members {
	/** What the reader is to it. */
	right: 'holder' | 'writer' | 'reader';
	/** Who holds it, by name; empty where he has not said it. */
	holder: string;
	attestations: AttestationRow[];
	entered: EnteredFor | null;
	/** The application that it follows. */
	follows: { id: string; number: string; title: string; mine: boolean } | null;
	offers: Offer[];
}

/** All of it in a constant number of queries. @throws Refusal `not-found`, `signed-out` */
export async function peopleOfApplication(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<PeopleOfApplication> {
	const found = await loadApplication(ctx, input.application);
	demandOwn(ctx, actor, 'application.read-own', found);
	const me = personOf(actor);
	const holds = found.personId === me;
	const writes = found.members.some(({ person, write }) => person === me && write);
	const { members, invites } = await membersOf(ctx, { applicationId: found.id }, input.locale);
	const names = await readPeople(ctx, [found.personId]);
	return {
		members,
		// Links to others are the holder's business.
		invites: holds ? invites.filter(({ kind }) => kind !== 'claim') : [],
		right: holds ? 'holder' : writes ? 'writer' : 'reader',
		holder: displayName(names.get(found.personId)?.names ?? {}, input.locale),
		attestations: holds || writes ? await attestationsForApplicant(ctx, found.id, ownReader(actor)) : [],
		entered: await enteredFor(ctx, found.id, input.locale),
		follows: await followedBy(ctx, found.id, me),
		offers: holds ? await offersOf(ctx, { ...found, id: found.id }) : [],
	};
}

async function followedBy(ctx: Context, id: string, me: string | undefined): Promise<PeopleOfApplication['follows']> {
	const [own] = await ctx.db.select({ follows: application.followsId }).from(application).where(eq(application.id, id));
	if (!own?.follows) return null;
	const [row] = await ctx.db
		.select({
			id: application.id,
			number: application.number,
			prefix: call.numberPrefix,
			title: application.title,
			personId: application.personId,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.where(eq(application.id, own.follows));
	return row
		? { id: row.id, number: numberLabel(row.prefix, row.number), title: row.title, mine: row.personId === me }
		: null;
}

async function offersOf(
	ctx: Context,
	found: Parameters<typeof callsFollowing>[1] & { id: string; personId: string },
): Promise<Offer[]> {
	const calls = (await callsFollowing(ctx, found)).filter(({ by }) => by !== 'take-in');
	const offers: Offer[] = [];
	// As many queries as calls follow this one: a handful at most, whatever the number of applications.
	for (const one of calls) {
		const { follows } = one.settings;
		if (!follows) continue;
		const [told] = await followable(ctx, one, follows, eq(application.id, found.id));
		if (!told) continue;
		const [window] = await ctx.db.select(windowColumns).from(callWindow).where(eq(callWindow.callId, one.callId));
		if (!window) continue;
		const kind = one.by === 'invite' ? 'invite' : 'apply';
		const [made] =
			kind === 'invite'
				? []
				: await ctx.db
						.select({ id: application.id, number: application.number, prefix: call.numberPrefix })
						.from(application)
						.innerJoin(call, eq(call.id, application.callId))
						.where(and(eq(application.callId, one.callId), eq(application.followsId, found.id)));
		const [begun] =
			kind === 'invite'
				? []
				: await ctx.db
						.select({ id: draft.id })
						.from(draft)
						.where(
							and(eq(draft.callId, one.callId), eq(draft.followsId, found.id), eq(draft.personId, found.personId)),
						);
		offers.push({
			call: one.callId,
			slug: one.slug,
			title: one.title,
			noun: one.noun,
			editionId: one.editionId,
			kind,
			application: made ? { id: made.id, number: numberLabel(made.prefix, made.number) } : null,
			draft: begun?.id ?? null,
			open: takesApplications(windowState(window, ctx.clock.edition.now())),
			closesAt: window.closesAt,
			zone: window.zone,
		});
	}
	return offers;
}
