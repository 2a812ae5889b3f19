import type { Context } from '#core/context/index.ts';
import { second } from '#core/clock/instant.ts';
import type { ComposedMail, MailRow } from './compose.ts';
import { type Compositor, openCompositor } from './shared/index.ts';
import { type SmtpSession, openSmtp, publicName } from './connection.ts';
import { expireMail } from './expire.ts';
import { keepPace } from './pace.ts';
import { mailChannel } from './queue.ts';
import { type SmtpFault, answerOf, reconnectAfter, refusesAddress, verdictOf, waitAfter } from './retry.ts';
import { nextDue, noteFault, openSender, recoverAbandoned, type Sender, type Settlement, settle } from './sender.ts';
import { createWaiter, type Waiter } from './waiter.ts';

/** The running delivery of a worker process. */
export interface Delivery {
	/** Lets the mails that are under way end (at most `wait` milliseconds), then closes every connection. */
	stop(wait?: number): Promise<void>;
}

/** How long an idle SMTP connection is kept. */
const idle = 5 * second;
/** How often abandoned and expired mails are looked after. */
const round = 10 * second;

/** Mails are taken several at a time from the queue, as many as go out while somebody waits for a code … */
const patience = second / 5;
/** … and no more than so many. */
const mostAtOnce = 16;

interface Slot {
	waiter: Waiter;
	session: SmtpSession | undefined;
	compose: Compositor;
	/** How long the last mail took, milliseconds; unknown before the first. */
	pace: number | undefined;
}

/**
 * Sends the outbox, `connections` mails at a time (roles `all` and `worker`). In a rehearsal nothing is ever sent, and
 * without SMTP_URL mail waits. Each connection has at most one mail in flight, so a process that dies leaves at most
 * one uncertain mail for each.
 */
export async function startDelivery(ctx: Context, options: { connections: number }): Promise<Delivery> {
	if (ctx.clock.rehearsal) return { stop: async () => undefined };
	await lookAfter(ctx);
	const url = ctx.config.smtpUrl;
	if (!url) {
		// Whoever serves pages says so at its start, in a sentence.
		ctx.log[ctx.config.role === 'worker' ? 'warn' : 'debug']('mail-waits', { reason: 'SMTP_URL is not set' });
		return { stop: async () => undefined };
	}
	let stopping = false;
	const compose = openCompositor(ctx);
	const slots: Slot[] = Array.from({ length: options.connections }, () => ({
		waiter: createWaiter(),
		session: undefined,
		compose,
		pace: undefined,
	}));
	await ctx.database.listen(mailChannel, () => {
		for (const slot of slots) slot.waiter.wake();
	});
	const keeper = createWaiter();
	const looking = (async () => {
		while (!stopping) {
			await keeper.wait(round);
			if (!stopping) await lookAfter(ctx).catch((error) => ctx.log.error('mail-recovery-failed', { error }));
		}
	})();
	const running = slots.map((slot) => runSlot(ctx, url, slot, () => stopping));
	return {
		async stop(wait = 20 * second) {
			stopping = true;
			keeper.end();
			for (const slot of slots) slot.waiter.end();
			const force = setTimeout(() => {
				for (const slot of slots) slot.session?.close();
			}, wait);
			await Promise.all([...running, looking]);
			clearTimeout(force);
		},
	};
}

async function lookAfter(ctx: Context): Promise<void> {
	const uncertain = await recoverAbandoned(ctx);
	if (uncertain > 0) ctx.log.warn('mail-uncertain', { count: uncertain });
	await expireMail(ctx);
	await keepPace(ctx);
}

/** One connection's life: until it is told to stop, whatever happens to the database or the mail server. */
async function runSlot(ctx: Context, url: string, slot: Slot, stopping: () => boolean): Promise<void> {
	for (let failures = 0; !stopping(); ) {
		let sender: Sender | undefined;
		try {
			sender = await openSender(ctx);
			failures = 0;
			await serve(ctx, url, slot, sender, stopping);
		} catch (error) {
			failures += 1;
			ctx.log.error('mail-sender-failed', { error });
		} finally {
			slot.session?.close();
			slot.session = undefined;
			await sender?.release().catch((error) => ctx.log.warn('mail-sender-not-released', { error }));
		}
		if (!stopping() && failures > 0) await slot.waiter.wait(reconnectAfter(failures));
	}
}

/** Works off the queue as long as the sender's session holds. */
async function serve(ctx: Context, url: string, slot: Slot, sender: Sender, stopping: () => boolean): Promise<void> {
	let failures = 0;
	while (!stopping() && sender.alive) {
		const due = await nextDue(ctx);
		const now = ctx.clock.process.now();
		if (due === undefined || due > now) {
			// Others may take what is due next; then this just looks again.
			const pause = Math.min(due === undefined ? round : due - now, round);
			const woken = await slot.waiter.wait(slot.session ? Math.min(pause, idle) : pause);
			if (!woken && slot.session && pause > idle) {
				slot.session.close();
				slot.session = undefined;
			}
			continue;
		}
		if (!slot.session?.usable) {
			try {
				slot.session = await openSmtp(url, { name: publicName(ctx.config.baseUrl) });
				if (failures > 0) await noteFault(ctx, sender.id, undefined);
				failures = 0;
			} catch (error) {
				failures += 1;
				await unreachable(ctx, sender, error as SmtpFault);
				await slot.waiter.wait(reconnectAfter(failures), { deaf: true });
				continue;
			}
		}
		const most = slot.pace === undefined ? 1 : Math.max(1, Math.min(mostAtOnce, Math.floor(patience / slot.pace)));
		const rows = await sender.claim(ctx.clock.process.now(), most);
		if (rows.length === 0) {
			// What is due is in the hands of a sibling, or was held this moment.
			await slot.waiter.wait(second);
			continue;
		}
		const refusedUs = await sendAll(ctx, slot, slot.session, sender, rows, stopping);
		if (refusedUs) {
			failures += 1;
			await unreachable(ctx, sender, refusedUs);
			await slot.waiter.wait(reconnectAfter(failures), { deaf: true });
		}
	}
}

/** Sends what was claimed, one after the other; what can't be begun goes back to the queue. */
async function sendAll(
	ctx: Context,
	slot: Slot,
	session: SmtpSession,
	sender: Sender,
	rows: readonly MailRow[],
	stopping: () => boolean,
): Promise<SmtpFault | undefined> {
	let refusedUs: SmtpFault | undefined;
	for (const [place, row] of rows.entries()) {
		if (place > 0 && (stopping() || !session.usable || !sender.alive || refusedUs)) {
			const rest = rows.slice(place).map(({ id }) => id);
			await sender.giveBack(rest);
			break;
		}
		const began = performance.now();
		const end = await transmit(ctx, sender, session, slot.compose, row);
		await settleForSure(ctx, row, sender.id, end.settlement, stopping);
		slot.pace = Math.max(1, performance.now() - began);
		refusedUs = end.refusedUs;
	}
	return refusedUs;
}

async function unreachable(ctx: Context, sender: Sender, fault: SmtpFault): Promise<void> {
	ctx.log.warn('mail-server-unreachable', { answer: answerOf(fault) });
	await noteFault(ctx, sender.id, answerOf(fault));
}

async function transmit(
	ctx: Context,
	sender: Sender,
	session: SmtpSession,
	compose: Compositor,
	row: MailRow,
): Promise<{ settlement: Settlement; refusedUs?: SmtpFault }> {
	let composed: ComposedMail;
	try {
		composed = await compose(row, ctx.clock.edition.now());
	} catch (error) {
		ctx.log.error('mail-not-composed', { mail: row.id, error });
		return { settlement: { state: 'failed', outcome: 'failed', answer: (error as Error).message.slice(0, 500) } };
	}
	const result = await session.send(composed, () => sender.fence(row.id, ctx.clock.process.now()));
	if (result.taken) return { settlement: { state: 'sent', outcome: 'sent', answer: result.answer.slice(0, 500) } };
	const answer = answerOf(result.fault);
	const now = ctx.clock.process.now();
	switch (verdictOf(result.fault, result.handed)) {
		case 'uncertain':
			ctx.log.warn('mail-uncertain', { count: 1, mail: row.id });
			return { settlement: { state: 'uncertain', outcome: 'uncertain', answer } };
		case 'refused-us':
			return { settlement: { state: 'queued', outcome: 'deferred', answer, nextTryAt: now }, refusedUs: result.fault };
		case 'failed':
			return {
				settlement: { state: 'failed', outcome: 'failed', answer, addressRefused: refusesAddress(result.fault) },
			};
		case 'deferred': {
			const wait = waitAfter(row.attempts);
			return wait === undefined
				? { settlement: { state: 'failed', outcome: 'failed', answer } }
				: { settlement: { state: 'queued', outcome: 'deferred', answer, nextTryAt: now + wait } };
		}
	}
}

/** The outcome is kept until the database takes it; nothing else is sent before that. */
async function settleForSure(
	ctx: Context,
	row: MailRow,
	sender: number,
	end: Settlement,
	stopping: () => boolean,
): Promise<void> {
	for (let failures = 1; ; failures += 1) {
		try {
			return await settle(ctx, row, sender, end);
		} catch (error) {
			ctx.log.error('mail-outcome-not-written', { mail: row.id, state: end.state, error });
			// A stop leaves it to the recovery, which lists it as uncertain.
			if (stopping() && failures > 3) return;
			await new Promise((resolve) => setTimeout(resolve, reconnectAfter(failures)));
		}
	}
}
