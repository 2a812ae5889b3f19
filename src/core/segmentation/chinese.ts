import type { Log } from '#core/log/index.ts';
import { fieldTerms } from './field-terms.ts';
import type { ChineseCutter } from './words.ts';

/** A cutter and what it is: the dictionary, or what Node brings along where the dictionary's native part is missing. */
export interface NamedCutter extends ChineseCutter {
	name: 'jieba' | 'intl';
}

/**
 * Loads the dictionary of Chinese words (some 250 ms and 80 MB, once), with the words of our field in it. Where its native
 * part is missing for a machine the words are those of `Intl.Segmenter`, which are shorter: a line in the log says so.
 * @param load for tests: how the package is loaded
 */
export async function loadChineseCutter(log?: Pick<Log, 'warn'>, load = dictionary): Promise<NamedCutter> {
	try {
		const [{ Jieba }, { dict }] = await load();
		const jieba = Jieba.withDict(dict);
		jieba.loadDict(Buffer.from(fieldTerms.map((term) => `${term} 20000 n`).join('\n')));
		return {
			name: 'jieba',
			cut: (run) => jieba.cut(run, true),
			cutForSearch: (run) => jieba.cutForSearch(run, true),
		};
	} catch (error) {
		log?.warn('segmentation.dictionary-missing', { error });
		return intlCutter();
	}
}

const dictionary = () => Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]);

/** Words as Unicode's rules and the dictionary of Node's ICU cut them. */
export function intlCutter(): NamedCutter {
	const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
	const cut = (run: string) => Array.from(segmenter.segment(run), ({ segment }) => segment);
	return { name: 'intl', cut, cutForSearch: cut };
}
