import { and, desc, eq, inArray } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { type DeliveryReport, readBounce } from './bounce.ts';
import { mail, mailAddressFault, mailDelivery } from './tables.ts';

/**
 * What became of a message that was read: `bounced` and `delayed` were noted · `known` was noted before · `foreign` speaks
 * of no mail of ours · `no-report` is another kind of mail.
 */
export type BounceOutcome = 'bounced' | 'delayed' | 'known' | 'foreign' | 'no-report';

/**
 * Notes what a mail that came back says. Only a report that encloses the Message-ID of a mail of ours counts: nobody
 * but its recipient knows that number, so nobody can have another's address marked by writing to us.
 * @param source the raw message
 * @returns what became of each recipient it speaks of; one `no-report` for any other mail
 */
export async function noteBounce(ctx: Context, source: string): Promise<BounceOutcome[]> {
	const reports = readBounce(source);
	if (reports.length === 0) return ['no-report'];
	const outcomes: BounceOutcome[] = [];
	for (const report of reports) outcomes.push(await transaction(ctx, (tx) => noteReport(tx, report)));
	return outcomes;
}

async function noteReport(tx: Context, report: DeliveryReport): Promise<BounceOutcome> {
	if (!report.messageId) return 'foreign';
	const [row] = await tx.db.select().from(mail).where(eq(mail.messageId, report.messageId)).for('update');
	if (!row) return 'foreign';
	if (report.action !== 'failed' && report.action !== 'delayed') return 'no-report';
	const outcome = report.action === 'failed' ? 'bounced' : 'delayed';
	const answer = [report.status, report.diagnostic].filter(Boolean).join(' ').slice(0, 500);
	const [last] = await tx.db
		.select({ outcome: mailDelivery.outcome, answer: mailDelivery.answer })
		.from(mailDelivery)
		.where(and(eq(mailDelivery.mailId, row.id), inArray(mailDelivery.outcome, ['bounced', 'delayed', 'sent'])))
		.orderBy(desc(mailDelivery.at), desc(mailDelivery.attempt))
		.limit(1);
	if (last?.outcome === outcome && last.answer === answer) return 'known';
	const at = tx.clock.process.now();
	await tx.db.insert(mailDelivery).values({ id: newId(), mailId: row.id, attempt: row.attempts, at, outcome, answer });
	if (outcome === 'delayed') return outcome;
	// What a person has had sent again meanwhile goes its own way.
	if (row.state === 'sent' || row.state === 'uncertain')
		await tx.db.update(mail).set({ state: 'failed', answer }).where(eq(mail.id, row.id));
	await noteAddressFault(tx, {
		// Where it was forwarded to is not ours to know: the address that we wrote to does not lead to its reader.
		address: row.toAddress,
		kind: 'bounced',
		status: report.status,
		answer,
		mailId: row.id,
	});
	await record(tx, system('mail'), {
		action: 'mail-bounced',
		subject: { type: 'mail', id: row.id },
		...(row.scope === null ? {} : { scope: row.scope }),
		data: { kind: row.kind, status: report.status },
	});
	return outcome;
}

/** An address at which mail does not arrive. */
export type AddressFault = typeof mailAddressFault.$inferSelect;

/** Marks an address; the newest word counts. Part of the caller's transaction. */
export async function noteAddressFault(ctx: Context, fault: Omit<AddressFault, 'at'>): Promise<void> {
	const row = { ...fault, address: fault.address.toLowerCase(), at: ctx.clock.process.now() };
	await ctx.db.insert(mailAddressFault).values(row).onConflictDoUpdate({ target: mailAddressFault.address, set: row });
}

/** Which of these addresses mail does not reach, by the address in lower case. One query. */
export async function addressFaults(ctx: Context, addresses: readonly string[]): Promise<Map<string, AddressFault>> {
	const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))];
	if (wanted.length === 0) return new Map();
	const rows = await ctx.db.select().from(mailAddressFault).where(inArray(mailAddressFault.address, wanted));
	return new Map(rows.map((row) => [row.address, row]));
}

/** Takes the mark from an address: it is written to once more. */
export async function forgiveAddress(ctx: Context, address: string): Promise<void> {
	await ctx.db.delete(mailAddressFault).where(eq(mailAddressFault.address, address.toLowerCase()));
}
