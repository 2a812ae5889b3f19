import { and, count, eq, gt, isNull } from 'drizzle-orm';
import { relation } from '#core/access/tables.ts';
import { day } from '#core/clock/index.ts';
import { isLoopbackHost, rehearsalIsOpen } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/client-address.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { takeToken } from './limits.ts';
import { digestOf } from './secrets.ts';
import { type DoorKind, castMember, doorLink } from './tables.ts';

/** The roles of a rehearsal that can be played with one click, in the order in which they are printed. */
export const castRoles = ['organiser', 'secretary', 'track-chair', 'reviewer', 'author', 'juror'] as const;
export type CastRole = (typeof castRoles)[number];

const linkLife: Record<DoorKind, number> = { cast: 30 * day, 'first-organiser': 7 * day };

/**
 * Signing in with one click is for a rehearsal at this machine; where others reach it, only on the operator's word
 * (REHEARSAL_LOGINS).
 * @param host the host that the request (or BASE_URL) names
 * @throws Refusal `not-found` elsewhere
 */
export function demandCast(ctx: Pick<Context, 'clock' | 'config'>, host: string): void {
	if (!ctx.clock.rehearsal || !rehearsalIsOpen(ctx.config)) throw notFound();
	if (ctx.config.rehearsalLogins !== 'public' && !isLoopbackHost(host)) throw notFound();
}

/** Says who plays a role. */
export async function setCastMember(ctx: Context, role: CastRole, personId: string): Promise<void> {
	await ctx.db
		.insert(castMember)
		.values({ role, personId })
		.onConflictDoUpdate({ target: castMember.role, set: { personId } });
}

/** Who plays the roles, in order. */
export async function castOf(ctx: Context): Promise<{ role: CastRole; personId: string }[]> {
	const rows = await ctx.db.select().from(castMember);
	const order = (role: string) => castRoles.indexOf(role as CastRole);
	return rows
		.map((row) => ({ role: row.role as CastRole, personId: row.personId }))
		.sort((a, b) => order(a.role) - order(b.role));
}

/**
 * Fresh links that sign in the cast, for the terminal at the start of a rehearsal. Links printed before stay good for 30 days.
 * @returns paths of this site, `/sign-in/cast/…`; none outside of a rehearsal, or where `demandCast` would refuse them
 */
export async function castLinks(ctx: Context): Promise<{ role: CastRole; personId: string; path: string }[]> {
	if (!ctx.clock.rehearsal || !rehearsalIsOpen(ctx.config)) return [];
	const members = await castOf(ctx);
	const links = members.map((member) => ({ ...member, secret: newSecret() }));
	if (links.length > 0) {
		const now = ctx.clock.process.now();
		await ctx.db.insert(doorLink).values(
			links.map((link) => ({
				id: newId(),
				kind: 'cast' as const,
				digest: digestOf(link.secret),
				personId: link.personId,
				madeAt: now,
				expiresAt: now + linkLife.cast,
			})),
		);
	}
	return links.map(({ role, personId, secret }) => ({ role, personId, path: `/sign-in/cast/${secret}` }));
}

/** Whom a cast link would sign in. Changes nothing. @throws Refusal `not-found` */
export async function readCastLink(
	ctx: Context,
	secret: string,
	host: string,
	ip: string,
): Promise<{ personId: string }> {
	demandCast(ctx, host);
	takeToken(ctx, 'try-network', clientNetwork(ip));
	const door = await openDoor(ctx, 'cast', secret);
	if (!door?.personId) throw notFound();
	return { personId: door.personId };
}

/**
 * The one-time link of an installation that nobody runs yet. A new one makes the old ones worthless.
 * @returns a path of this site, or undefined when there is an operator already, or in a rehearsal
 */
export async function firstOrganiserLink(ctx: Context): Promise<string | undefined> {
	if (ctx.clock.rehearsal || (await hasOperator(ctx))) return undefined;
	const now = ctx.clock.process.now();
	const secret = newSecret();
	await ctx.db.delete(doorLink).where(eq(doorLink.kind, 'first-organiser'));
	await ctx.db.insert(doorLink).values({
		id: newId(),
		kind: 'first-organiser',
		digest: digestOf(secret),
		madeAt: now,
		expiresAt: now + linkLife['first-organiser'],
	});
	return `/setup/${secret}`;
}

/** Whether somebody runs this installation. */
export async function hasOperator(ctx: Context): Promise<boolean> {
	return (await operatorCount(ctx)) > 0;
}

/** How many people run this installation. */
export async function operatorCount(ctx: Context): Promise<number> {
	const [row] = await ctx.db
		.select({ n: count() })
		.from(relation)
		.where(and(eq(relation.relation, 'operator'), isNull(relation.until)));
	return row?.n ?? 0;
}

/** Whether the first organiser's link is good. Changes nothing. @throws Refusal `not-found` */
export async function readFirstLink(ctx: Context, secret: string, ip: string): Promise<void> {
	takeToken(ctx, 'try-network', clientNetwork(ip));
	if (!(await openDoor(ctx, 'first-organiser', secret)) || (await hasOperator(ctx))) throw notFound();
}

/** Uses the first organiser's link, once; part of the caller's transaction. @throws Refusal `not-found` */
export async function takeFirstLink(ctx: Context, secret: string): Promise<void> {
	const used = await ctx.db
		.update(doorLink)
		.set({ usedAt: ctx.clock.process.now() })
		.where(
			and(
				eq(doorLink.kind, 'first-organiser'),
				eq(doorLink.digest, digestOf(secret)),
				isNull(doorLink.usedAt),
				gt(doorLink.expiresAt, ctx.clock.process.now()),
			),
		)
		.returning({ id: doorLink.id });
	if (used.length === 0 || (await hasOperator(ctx))) throw notFound();
}

async function openDoor(ctx: Context, kind: DoorKind, secret: string) {
	const [row] = await ctx.db
		.select()
		.from(doorLink)
		.where(
			and(
				eq(doorLink.kind, kind),
				eq(doorLink.digest, digestOf(secret)),
				isNull(doorLink.usedAt),
				gt(doorLink.expiresAt, ctx.clock.process.now()),
			),
		);
	return row;
}
