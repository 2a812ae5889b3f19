import { createInterface } from 'node:readline/promises';
import type { InitAnswers } from './init-answers.ts';

interface Question {
	name: keyof InitAnswers;
	text: string;
	/** Taken when nothing is typed. */
	usual?: string;
}

const questions: readonly Question[] = [
	{ name: 'name', text: 'Name of the installation in English (the society or series that runs it)' },
	{ name: 'nameZh', text: 'The same in Chinese' },
	{ name: 'zone', text: 'Time zone of the organisers', usual: 'Asia/Shanghai' },
	{ name: 'languages', text: 'Languages of new editions, the leading one first', usual: 'en,zh' },
	{ name: 'address', text: 'Public address, such as https://symposium.example (empty: later)' },
	{ name: 'smtp', text: 'Mail server, smtp://user:password@host:587?requireTLS=true (empty: later)' },
	{ name: 'sender', text: 'Sender of all mail, such as Symposium <letters@symposium.example> (empty: later)' },
	{ name: 'testTo', text: 'Send a test message to (empty: no)' },
	{ name: 'organiser', text: 'E-mail address of the first organiser (empty: by the link that npm start prints)' },
	{ name: 'organiserName', text: 'Name of the first organiser' },
];

/** Asks one thing after the other on a terminal. Questions go to stderr, so that a report can still be piped. */
export async function askQuestions(): Promise<InitAnswers> {
	const lines = createInterface({ input: process.stdin, output: process.stderr });
	const answers: InitAnswers = {};
	try {
		for (const { name, text, usual } of questions) {
			// Without mail nothing can be tried; without an address nobody has a name.
			if (name === 'testTo' && answers.smtp === undefined) continue;
			if (name === 'organiserName' && answers.organiser === undefined) continue;
			const typed = (await lines.question(`${text}${usual ? ` [${usual}]` : ''}: `)).trim() || usual;
			if (typed) answers[name] = typed;
		}
	} finally {
		lines.close();
	}
	return answers;
}
