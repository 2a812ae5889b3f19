import { typedHead } from '../heads.ts';
import { type Command, exit, optionText } from '../command.ts';
import { withApp } from '../with-app.ts';
import { sayLedger } from '../say-ledger.ts';

export const verify: Command = {
	name: 'verify',
	summary: 'Checks the ledger’s chain, every stored file, and every reference between rows.',
	details: [
		'The chain is computed anew from its first event; the first row that is broken is named. With --head it must also contain a head that was published on a day: so whoever kept one finds out a ledger that was rewritten from the start.',
	],
	options: {
		head: {
			type: 'string',
			value: 'HEAD',
			help: 'a published head (64 hexadecimal characters) that the chain must contain',
		},
	},
	examples: ['verify', 'verify --json'],
	async run(call) {
		const { terminal } = call;
		const head = typedHead(optionText(call, 'head'));
		const [{ verifyLedger }, { checkReferredFiles }, { brokenReferences }, { fileReferences }] = await Promise.all([
			import('#core/ledger/index.ts'),
			import('#core/files/index.ts'),
			import('#core/database/index.ts'),
			import('#app/file-references.ts'),
		]);
		return withApp('verify', async ({ ctx }) => {
			const ledger = await verifyLedger(ctx, head);
			terminal.say(sayLedger(ledger));
			const files = await checkReferredFiles(ctx.db, ctx.files, fileReferences, (done, of) =>
				terminal.progress('files', done, of),
			);
			for (const fault of files.faults) terminal.say(`Files: ${fault.what} ${fault.digest} is ${fault.problem}.`);
			if (files.faults.length === 0) terminal.say(`Files: ${files.files} are in the store, each with its digest.`);
			const references = await brokenReferences(ctx.database.pool);
			for (const { table, columns, refersTo, count, example } of references.broken) {
				terminal.say(
					`References: ${count} rows of ${table} (${columns.join(', ')}) refer to no ${refersTo}, the first is ${example}.`,
				);
			}
			if (references.broken.length === 0) terminal.say(`References: all ${references.keys} kinds hold.`);
			terminal.report({ ledger, files, references });
			const good = ledger.good && files.faults.length === 0 && references.broken.length === 0;
			return good ? exit.good : exit.failed;
		});
	},
};
