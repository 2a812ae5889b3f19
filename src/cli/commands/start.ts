import { type Command, exit, optionText } from '../command.ts';

export const start: Command = {
	name: 'start',
	summary: 'Runs the server, or one part of it beside a running one.',
	details: [
		'Without a role it is what npm start does: database, pages and work in one process, alone on its folder. The roles web and worker join the process that owns the folder; several of them may run.',
	],
	options: {
		role: {
			type: 'string',
			oneOf: ['all', 'web', 'worker'],
			help: 'what this process does (else ORRERY_ROLE, else all)',
		},
	},
	examples: ['start --role worker'],
	async run(call) {
		const role = optionText(call, 'role');
		// The server reads its settings itself; this is the one that was typed.
		if (role !== undefined) process.env.ORRERY_ROLE = role;
		await import('#app/serve.ts');
		return exit.good;
	},
};
