import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, demand, personOf, type Subject } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { apiBase } from '../../api-base.ts';
import { chosenEvents, payloadOf, type WebhookEvent } from '../../webhook-events.ts';
import { webhookDelivery, webhookEndpoint } from '../tables.ts';
import { urlProblem } from './addresses.ts';
import { newWebhookSecret } from './signature.ts';

/** The old secret signs beside the new one for so long after a change. */
export const rotationLife = day;
const mostEndpoints = 20;
const mostLabel = 120;

/** A desk: the scope of its events, and what it is to `can`. */
export interface WebhookDesk {
	id: string;
	subject: Subject;
}

export interface NewWebhook {
	url: string;
	label: string;
	events: readonly string[];
}

/**
 * Makes an endpoint. From now on it gets the events that it asks for.
 * @returns its id, and the secret: shown once
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `url`, `label`, `events`; `conflict` (`too-many-webhooks`)
 */
export async function makeWebhook(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
	input: NewWebhook,
): Promise<{ id: string; secret: string }> {
	demand(ctx, actor, 'webhook.manage', desk.subject);
	const url = cleanText(input.url, { lines: false });
	const label = cleanText(input.label, { lines: false });
	const events = chosenEvents.filter((event) => input.events.includes(event));
	const problems: Problem[] = [];
	const bad = urlProblem(url, ctx.clock.rehearsal);
	if (bad) problems.push({ path: 'url', code: bad });
	if (label === '') problems.push({ path: 'label', code: 'webhook-label-missing' });
	if (label.length > mostLabel)
		problems.push({ path: 'label', code: 'webhook-label-long', params: { max: mostLabel } });
	if (events.length === 0) problems.push({ path: 'events', code: 'webhook-events-missing' });
	if (problems.length > 0) throw invalid(problems);
	const secret = newWebhookSecret();
	const id = newId();
	await transaction(ctx, async (tx) => {
		const own = await tx.db
			.select({ id: webhookEndpoint.id })
			.from(webhookEndpoint)
			.where(eq(webhookEndpoint.deskId, desk.id));
		if (own.length >= mostEndpoints)
			throw new Refusal('conflict', 'too-many-webhooks', { params: { max: mostEndpoints } });
		const madeAt = tx.clock.process.now();
		const madeBy = personOf(actor) ?? null;
		await tx.db.insert(webhookEndpoint).values({ id, deskId: desk.id, url, label, events, secret, madeBy, madeAt });
		await noted(tx, actor, desk, 'make-webhook', id, { host: new URL(url).host, events });
	});
	return { id, secret };
}

/** Gives an endpoint a new secret; the old one signs too for a day, so that receivers can change without a gap. @returns it, shown once */
export async function rotateWebhook(ctx: Context, actor: Actor, desk: WebhookDesk, id: string): Promise<string> {
	const secret = newWebhookSecret();
	await changed(ctx, actor, desk, id, 'rotate-webhook', (tx) => ({
		secret,
		secretBefore: sql`${webhookEndpoint.secret}`,
		secretBeforeUntil: tx.clock.process.now() + rotationLife,
	}));
	return secret;
}

/** Holds the messages of an endpoint back; none is lost. */
export async function pauseWebhook(ctx: Context, actor: Actor, desk: WebhookDesk, id: string): Promise<void> {
	await changed(ctx, actor, desk, id, 'pause-webhook', (tx) => ({
		pausedAt: tx.clock.process.now(),
		pausedWhy: 'hand',
	}));
}

/** Lets the messages of an endpoint go out again, in their order, those that were held back first. */
export async function resumeWebhook(ctx: Context, actor: Actor, desk: WebhookDesk, id: string): Promise<void> {
	await changed(ctx, actor, desk, id, 'resume-webhook', () => ({ pausedAt: null, pausedWhy: null }));
	await ctx.db
		.update(webhookDelivery)
		.set({ nextAt: ctx.clock.process.now(), firstTriedAt: null })
		.where(and(eq(webhookDelivery.endpointId, id), eq(webhookDelivery.state, 'waiting')));
}

/** Ends an endpoint, with its log. */
export async function removeWebhook(ctx: Context, actor: Actor, desk: WebhookDesk, id: string): Promise<void> {
	demand(ctx, actor, 'webhook.manage', desk.subject);
	await transaction(ctx, async (tx) => {
		const gone = await tx.db.delete(webhookEndpoint).where(ofDesk(desk, id)).returning({ id: webhookEndpoint.id });
		if (gone.length === 0) throw notFound();
		await noted(tx, actor, desk, 'remove-webhook', id);
	});
}

/** Sends a message that says nothing but that it is a test. @returns its id */
export async function testWebhook(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
	input: { webhook: string; origin: string },
): Promise<string> {
	const event: WebhookEvent = 'webhook.test';
	demand(ctx, actor, 'webhook.manage', desk.subject);
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db.select().from(webhookEndpoint).where(ofDesk(desk, input.webhook));
		if (!found) throw notFound();
		const now = tx.clock.process.now();
		const line = { at: now, seq: null, subjectType: 'webhook', subjectId: found.id, data: {} };
		const id = `msg_${newId()}`;
		const payload = payloadOf(event, line, input.origin + apiBase);
		const values = { id, endpointId: found.id, event, payload, state: 'waiting' as const, createdAt: now, nextAt: now };
		await tx.db.insert(webhookDelivery).values(values);
		await noted(tx, actor, desk, 'test-webhook', found.id);
		return id;
	});
}

/**
 * Sends messages again, those delivered too: under the same id, so that a receiver that has it can tell.
 * @param input.delivery one message; without, all that failed
 * @returns how many
 */
export async function replayWebhook(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
	input: { webhook: string; delivery?: string },
): Promise<number> {
	demand(ctx, actor, 'webhook.manage', desk.subject);
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db.select().from(webhookEndpoint).where(ofDesk(desk, input.webhook));
		if (!found) throw notFound();
		const of =
			input.delivery === undefined
				? inArray(webhookDelivery.state, ['failed', 'kept'])
				: eq(webhookDelivery.id, input.delivery);
		const again = await tx.db
			.update(webhookDelivery)
			.set({ state: 'waiting', nextAt: tx.clock.process.now(), firstTriedAt: null })
			.where(and(eq(webhookDelivery.endpointId, found.id), of))
			.returning({ id: webhookDelivery.id });
		if (input.delivery !== undefined && again.length === 0) throw notFound();
		await noted(tx, actor, desk, 'replay-webhook', found.id, { messages: again.length });
		return again.length;
	});
}

const ofDesk = (desk: WebhookDesk, id: string) => and(eq(webhookEndpoint.id, id), eq(webhookEndpoint.deskId, desk.id));

async function changed(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
	id: string,
	action: string,
	change: (tx: Context) => Parameters<ReturnType<Context['db']['update']>['set']>[0],
): Promise<void> {
	demand(ctx, actor, 'webhook.manage', desk.subject);
	await transaction(ctx, async (tx) => {
		const done = await tx.db
			.update(webhookEndpoint)
			.set(change(tx))
			.where(ofDesk(desk, id))
			.returning({ id: webhookEndpoint.id });
		if (done.length === 0) throw notFound();
		await noted(tx, actor, desk, action, id);
	});
}

function noted(
	tx: Context,
	actor: Actor,
	desk: WebhookDesk,
	action: string,
	id: string,
	data?: Record<string, unknown>,
) {
	return record(tx, actor, { action, subject: { type: 'webhook', id }, scope: desk.id, ...(data ? { data } : {}) });
}
