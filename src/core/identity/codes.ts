import { type SQL, and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { minute } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { clientNetwork } from '#core/http/client-address.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId, newSecret } from '#core/ids/index.ts';
import { Refusal, invalid } from '#core/refusal/index.ts';
import { readAddress } from './addresses.ts';
import { demandCodeAllowance, takeToken } from './limits.ts';
import { localNext } from './next.ts';
import { digestOf, newCode, readCode } from './secrets.ts';
import { type CodePurpose, mailCode, openidAttempt } from './tables.ts';

/** How long a code is good, and how often it may be mistyped. */
export const codeLife = 10 * minute;
export const codeTries = 5;

export interface SendCodeInput {
	address: string;
	purpose: CodePurpose;
	/** Who asks (`add-address`). */
	personId?: string | undefined;
	locale: Locale;
	ip: string;
	next?: string | null | undefined;
	/** The secret of the window's cookie, if it has one: what waits there (another provider's word) waits on. */
	oldWindow?: string | undefined;
}

export interface PreparedCode {
	address: string;
	code: string;
	/** Secret of the link; only for signing in. */
	link: string | undefined;
	/** Secret for the cookie of the window in which the code must be typed. */
	window: string;
	expiresAt: number;
	/** The row's id: the key under which the mail is queued. */
	id: string;
}

/**
 * Makes a code for an address; the caller mails it. The same happens whether the address is known or not, so the answer
 * tells nothing.
 * @throws Refusal `invalid` (address), `too-many` with the seconds to wait
 */
export async function prepareCode(ctx: Context, input: SendCodeInput): Promise<PreparedCode> {
	const address = readAddress(input.address);
	const network = clientNetwork(input.ip);
	takeToken(ctx, 'send-network', network);
	takeToken(ctx, 'send-address', address);
	if (input.personId) takeToken(ctx, 'send-person', input.personId);
	await demandCodeAllowance(ctx, address, network);
	const now = ctx.clock.process.now();
	const code = newCode();
	const window = newSecret();
	const link = input.purpose === 'sign-in' ? newSecret() : undefined;
	const id = newId();
	await ctx.db.insert(mailCode).values({
		id,
		purpose: input.purpose,
		address,
		personId: input.personId ?? null,
		windowDigest: digestOf(window),
		codeDigest: digestOf(code, window),
		linkDigest: link ? digestOf(link) : null,
		next: localNext(input.next) ?? null,
		network,
		locale: input.locale,
		sentAt: now,
		expiresAt: now + codeLife,
	});
	if (input.oldWindow) await moveWindow(ctx, input.oldWindow, window);
	return { address, code, link, window, expiresAt: now + codeLife, id };
}

/** A new code means a new window secret; a provider's word that waited under the old one follows, the old code is worth nothing. */
async function moveWindow(ctx: Context, from: string, to: string): Promise<void> {
	await ctx.db
		.update(openidAttempt)
		.set({ windowDigest: digestOf(to) })
		.where(eq(openidAttempt.windowDigest, digestOf(from)));
	await ctx.db
		.update(mailCode)
		.set({ usedAt: ctx.clock.process.now() })
		.where(and(eq(mailCode.windowDigest, digestOf(from)), isNull(mailCode.usedAt)));
}

export interface WaitingCode {
	address: string;
	purpose: CodePurpose;
	personId: string | null;
	expiresAt: number;
	triesLeft: number;
	next: string | null;
}

/** The code that this window waits for, unless it is used up. One that has run out is shown with its end, so that the page can say so. */
export async function waitingCode(ctx: Context, window: string | undefined): Promise<WaitingCode | undefined> {
	if (!window) return undefined;
	const [row] = await ctx.db
		.select()
		.from(mailCode)
		.where(and(eq(mailCode.windowDigest, digestOf(window)), isNull(mailCode.usedAt)));
	if (!row) return undefined;
	return {
		address: row.address,
		purpose: row.purpose,
		personId: row.personId,
		expiresAt: row.expiresAt,
		triesLeft: codeTries - row.tries,
		next: row.next,
	};
}

/** What was proved: somebody reads mail at this address. */
export interface ProvedAddress {
	address: string;
	purpose: CodePurpose;
	personId: string | null;
	next: string | null;
	locale: Locale;
}

/**
 * Checks a typed code against the one this window waits for. The try is counted before the code is looked at (and stays
 * counted: this must run outside of a transaction that may roll back), so guessing in parallel gains nothing.
 * @throws Refusal `invalid` at `code`: `code-form`, `code-wrong` (with the tries left), `code-expired`, `code-used-up`;
 * `too-many`
 */
export async function tryCode(
	ctx: Context,
	input: { window: string | undefined; code: string; ip: string; purpose: CodePurpose; personId?: string | undefined },
): Promise<ProvedAddress> {
	takeToken(ctx, 'try-network', clientNetwork(input.ip));
	const code = readCode(input.code);
	if (!code) throw invalid([{ path: 'code', code: 'code-form' }]);
	if (!input.window) throw invalid([{ path: 'code', code: 'code-other-window' }]);
	const now = ctx.clock.process.now();
	const mine = and(eq(mailCode.windowDigest, digestOf(input.window)), eq(mailCode.purpose, input.purpose));
	const [row] = await ctx.db
		.update(mailCode)
		.set({ tries: sql`${mailCode.tries} + 1` })
		.where(and(mine, isNull(mailCode.usedAt), gt(mailCode.expiresAt, now), lt(mailCode.tries, codeTries)))
		.returning();
	if (!row) throw invalid([{ path: 'code', code: await whyNot(ctx, mine, now) }]);
	// A code that was asked for in one account is no use in another.
	const owner = row.personId === (input.personId ?? null);
	if (!owner || row.codeDigest !== digestOf(code, input.window)) {
		const left = codeTries - row.tries;
		throw invalid([
			left > 0 ? { path: 'code', code: 'code-wrong', params: { left } } : { path: 'code', code: 'code-used-up' },
		]);
	}
	return useUp(ctx, row.id);
}

async function whyNot(ctx: Context, mine: SQL | undefined, now: number): Promise<string> {
	const [row] = await ctx.db.select().from(mailCode).where(mine);
	if (!row) return 'code-other-window';
	if (row.usedAt !== null) return 'code-used';
	return row.expiresAt <= now ? 'code-expired' : 'code-used-up';
}

/** Marks a code (and its link) as used; of two at once only one gets through. */
async function useUp(ctx: Context, id: string): Promise<ProvedAddress> {
	const [row] = await ctx.db
		.update(mailCode)
		.set({ usedAt: ctx.clock.process.now(), proved: true })
		.where(and(eq(mailCode.id, id), isNull(mailCode.usedAt)))
		.returning();
	if (!row) throw invalid([{ path: 'code', code: 'code-used' }]);
	return {
		address: row.address,
		purpose: row.purpose,
		personId: row.personId,
		next: row.next,
		locale: row.locale,
	};
}

/** Whether a mailed link would work now, and for which address. Changes nothing: mail scanners may ask. */
export async function readLink(
	ctx: Context,
	secret: string,
): Promise<{ address: string; expiresAt: number } | undefined> {
	const [row] = await ctx.db
		.select({ address: mailCode.address, expiresAt: mailCode.expiresAt })
		.from(mailCode)
		.where(
			and(
				eq(mailCode.linkDigest, digestOf(secret)),
				isNull(mailCode.usedAt),
				gt(mailCode.expiresAt, ctx.clock.process.now()),
			),
		);
	return row;
}

/**
 * Uses a mailed link, once.
 * @throws Refusal `closed` `link-expired` when it was used, has run out or never was
 */
export async function takeLink(ctx: Context, secret: string, ip: string): Promise<ProvedAddress> {
	takeToken(ctx, 'try-network', clientNetwork(ip));
	const now = ctx.clock.process.now();
	const [row] = await ctx.db
		.select({ id: mailCode.id })
		.from(mailCode)
		.where(and(eq(mailCode.linkDigest, digestOf(secret)), isNull(mailCode.usedAt), gt(mailCode.expiresAt, now)));
	if (!row) throw new Refusal('closed', 'link-expired');
	return useUp(ctx, row.id);
}

/** How long two addresses proved in one window count as proved together. */
const proofLife = 30 * minute;

/** The address that a person, signed in, has proved in this window by its code (`add-address`) within the last half hour. */
export async function provedInWindow(
	ctx: Context,
	window: string | undefined,
	personId: string,
): Promise<string | undefined> {
	if (!window) return undefined;
	const [row] = await ctx.db
		.select({ address: mailCode.address })
		.from(mailCode)
		.where(
			and(
				eq(mailCode.windowDigest, digestOf(window)),
				eq(mailCode.purpose, 'add-address'),
				eq(mailCode.personId, personId),
				eq(mailCode.proved, true),
				gt(mailCode.usedAt, ctx.clock.process.now() - proofLife),
			),
		);
	return row?.address;
}
