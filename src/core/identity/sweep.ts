import { lt } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { doorLink, mailCode, openidAttempt, passkeyChallenge, session } from './tables.ts';

/** Forgets what has run out. Codes stay for a day, since the limits count them. Meant to run every hour. @returns rows gone */
export async function sweepIdentity(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const gone = [
		await ctx.db.delete(mailCode).where(lt(mailCode.sentAt, now - day)),
		await ctx.db.delete(session).where(lt(session.expiresAt, now)),
		await ctx.db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now)),
		await ctx.db.delete(openidAttempt).where(lt(openidAttempt.expiresAt, now)),
		await ctx.db.delete(doorLink).where(lt(doorLink.expiresAt, now)),
	];
	return gone.reduce((sum, result) => sum + (result.rowCount ?? 0), 0);
}
