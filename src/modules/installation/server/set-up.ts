import { type Actor, demand } from '#core/access/index.ts';
import { type SettingChanges, writeSettingsFile } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';

/** The channel on which the processes of a folder hear that its settings were changed. */
export const settingsChannel = 'settings';

/**
 * Stores what was answered in the settings file of the data folder, and tells every process of the folder. The ledger
 * keeps which settings were changed, never what they say.
 * @returns the names of the settings that read differently now
 * @throws Refusal when the actor does not run the installation (`installation.operate`)
 */
export async function answerSettings(ctx: Context, actor: Actor, changes: SettingChanges): Promise<string[]> {
	demand(ctx, actor, 'installation.operate', { within: {} });
	return transaction(ctx, async (tx) => {
		const changed = writeSettingsFile(ctx.config.dataDir, changes);
		if (changed.length === 0) return changed;
		await record(tx, actor, {
			action: 'change-settings',
			subject: { type: 'installation', id: 'installation' },
			data: { settings: changed },
		});
		// Pages across editions name the installation.
		await bumpRevision(tx, 'site');
		await tx.database.notify(tx.db, settingsChannel);
		return changed;
	});
}
