import { commands } from './commands/index.ts';
import { main } from './main.ts';

// Whoever reads us may have read enough (`… | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit();
	throw error;
});

process.exitCode = await main(process.argv.slice(2), commands, {
	out: (text) => void process.stdout.write(text),
	err: (text) => void process.stderr.write(text),
	live: process.stderr.isTTY === true,
	elapsed: () => performance.now(),
});
