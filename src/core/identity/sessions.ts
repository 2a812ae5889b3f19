import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { hour } from '#core/clock/index.ts';
import { clientNetwork } from '#core/http/client-address.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { sessionLife } from './cookies.ts';
import { digestOf } from './secrets.ts';
import { type SignInMethod, session } from './tables.ts';

/** What is known of the browser that signs in. */
export interface Client {
	ip: string;
	browser: string;
	/** The session secret it sent, if any: that session ends. */
	oldSecret?: string | undefined;
}

/**
 * Signs a person in: always under a new secret, never under one that the browser brought along (it may have been planted
 * there). The session that the browser had before ends.
 * @returns the secret for the cookie
 */
export async function openSession(
	ctx: Context,
	personId: string,
	method: SignInMethod,
	client: Client,
): Promise<{ secret: string; sessionId: string }> {
	const now = ctx.clock.process.now();
	const secret = newSecret();
	const sessionId = newId();
	if (client.oldSecret) await ctx.db.delete(session).where(eq(session.digest, digestOf(client.oldSecret)));
	await ctx.db.insert(session).values({
		id: sessionId,
		digest: digestOf(secret),
		personId,
		method,
		browser: client.browser.slice(0, 300),
		network: clientNetwork(client.ip),
		signedInAt: now,
		seenAt: now,
		expiresAt: now + sessionLife,
	});
	return { secret, sessionId };
}

export interface SessionRow {
	id: string;
	method: SignInMethod;
	browser: string;
	network: string;
	signedInAt: number;
	/** To the hour. */
	seenAt: number;
}

/** Where a person is signed in, the last used first. */
export async function sessionsOf(ctx: Context, personId: string): Promise<SessionRow[]> {
	return ctx.db
		.select({
			id: session.id,
			method: session.method,
			browser: session.browser,
			network: session.network,
			signedInAt: session.signedInAt,
			seenAt: session.seenAt,
		})
		.from(session)
		.where(and(eq(session.personId, personId), gt(session.expiresAt, ctx.clock.process.now())))
		.orderBy(desc(session.seenAt), desc(session.signedInAt));
}

/** Ends the session of a cookie: signing out. */
export async function endSessionOf(ctx: Context, secret: string): Promise<void> {
	await ctx.db.delete(session).where(eq(session.digest, digestOf(secret)));
}

/** Ends one of a person's sessions. @returns whether he had it */
export async function endSession(ctx: Context, personId: string, sessionId: string): Promise<boolean> {
	const gone = await ctx.db
		.delete(session)
		.where(and(eq(session.id, sessionId), eq(session.personId, personId)))
		.returning({ id: session.id });
	return gone.length > 0;
}

/** Ends all sessions of a person but one. @returns how many */
export async function endOtherSessions(ctx: Context, personId: string, keep: string | undefined): Promise<number> {
	const others = keep ? and(eq(session.personId, personId), ne(session.id, keep)) : eq(session.personId, personId);
	const gone = await ctx.db.delete(session).where(others).returning({ id: session.id });
	return gone.length;
}

/** How fresh a sign-in must be for what can't be taken back. */
export const freshSignIn = hour;

/** Whether this session was opened within the last hour. */
export async function isFresh(ctx: Context, personId: string, sessionId: string | undefined): Promise<boolean> {
	if (!sessionId) return false;
	const [row] = await ctx.db
		.select({ at: session.signedInAt })
		.from(session)
		.where(and(eq(session.id, sessionId), eq(session.personId, personId)));
	return row !== undefined && ctx.clock.process.now() - row.at < freshSignIn;
}
