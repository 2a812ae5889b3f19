import { and, eq, isNull } from 'drizzle-orm';
import { relation } from '#core/access/tables.ts';
import { dayOf } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { mailTemplate, queueMail } from '#core/mail/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { backupFolder } from './folder.ts';

/** To the operators, when a backup or its rehearsed restore failed. */
export const backupFailedMail = mailTemplate({
	subject: { en: 'The backup of {site} failed', zh: '{site} 备份失败' },
	blocks: [
		{
			paragraph: {
				en: 'The backup that was to be made now, or the restore that is rehearsed with each one, failed. The site goes on running, and earlier backups are still there.',
				zh: '本次备份，或随备份进行的恢复演练，未能完成。网站仍在正常运行，此前的备份不受影响。',
			},
		},
		{ paragraph: { en: 'What the program says:', zh: '程序给出的原因：' } },
		{ quote: '{problem}' },
		{ facts: [{ label: { en: 'Folder of backups', zh: '备份目录' }, value: '{folder}' }] },
		{ button: { en: 'Look at the installation', zh: '查看系统状态' }, href: '{link}' },
		{
			note: {
				en: 'It is tried again in an hour. This mail comes at most once a day.',
				zh: '系统将在一小时后重试。此邮件每天最多发送一次。',
			},
		},
	],
	foot: ['{site}'],
});

/** Everybody who operates the installation, by id. One query. */
async function operators(ctx: Context): Promise<string[]> {
	const rows = await ctx.db
		.select({ person: relation.personId })
		.from(relation)
		.where(and(eq(relation.relation, 'operator'), eq(relation.objectType, 'installation'), isNull(relation.until)));
	return rows.map((row) => row.person);
}

/**
 * Writes to the operators that a backup failed: to each once a day, however often it is tried.
 * @param problem what the program says, in its own words
 * @returns how many mails that were
 */
export async function mailOperators(ctx: Context, problem: string): Promise<number> {
	const origin = originOf(ctx.config);
	const day = dayOf(ctx.clock.process.now(), ctx.config.zone);
	let queued = 0;
	for (const person of (await readPeople(ctx, await operators(ctx))).values()) {
		const address = await mailAddressOf(ctx, person.id);
		if (address === undefined) continue;
		const locale = person.preferredLanguage ?? 'en';
		const { isNew } = await queueMail(ctx, {
			key: `backup-failed:${day}:${person.id}`,
			kind: 'backup-failed',
			to: { address, name: displayName(person.names, locale) },
			locale,
			personId: person.id,
			...backupFailedMail.fill(locale, {
				site: new URL(origin).host,
				problem,
				folder: backupFolder(ctx.config),
				link: `${origin}${localePath(locale, '/desk/installation')}`,
			}),
		});
		if (isNew) queued += 1;
	}
	return queued;
}
