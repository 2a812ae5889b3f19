import { englishStem } from '#core/segmentation/index.ts';

/*
 * Words that bind sentences together and tell nothing of what they are about, as stems of `core/segmentation`.
 */

const english = `a about above after again against all also although am an and any are as at be because been before being below
	between both but by can could did do does down during each even few first for from further had has have he her here
	him his how however i if in into is it its itself just last later less like made make many may me might more most much
	must my near new next no nor not now of off on once one only or other our out over own per put said same say saying she should
	since so some still such than that the their them then there these they this those three through to too two under until up upon us
	use very was we were what when where which while who whom why will with within without would yet you your told tell
	according among around another back both came come day four get go good got including king know let long mr mrs ms never
	old part people place right set several so take thing time today tuesday monday wednesday thursday friday saturday sunday
	toward week well went work world year yesterday month already almost always around away become began begin behind five
	half however own whole whose`;

const chinese = `的 了 和 是 在 有 与 及 等 也 就 都 而 但 或 被 把 从 对 于 为 以 将 向 让 由 到 这 那 其 之 并 不 没 没有 很 还 又 再 更 最 已 已经 可 可以 会 能 要 应 我 我们 你 他
	她 它 他们 她们 一个 一种 一些 这个 那个 这些 那些 这里 那里 什么 怎么 如何 多 多少 几 个 年 月 日 时 中 上 下 里 前 后 内 外 间 者 性 该 各 每 此 因 因为 所以 如果 虽然 但是 不过 而且
	以及 或者 通过 进行 表示 指出 认为 称 说 据 根据 按照 关于 目前 同时 其中 此外 另外 随着 由于 对于 之后 之前 以来 以上 以下 左右 一 二 三 四 五 六 七 八 九 十 两 第一 今年 去年 明年 昨天 今天
	记者 介绍 来 去 出 起 过 着 给 只 便 却 才 刚 正 仍 仍然 即 则 与其 不是 就是 还是 成为 作为 方面 情况 问题 时候 地 得 所 吧 呢 吗`;

const words: ReadonlySet<string> = new Set([...english.split(/\s+/).map(englishStem), ...chinese.split(/\s+/)]);

/** Whether a term tells nothing by itself; single letters and figures don't either. Pure. */
export function isStopword(term: string): boolean {
	return words.has(term) || /^[\d.]+$/.test(term) || /^[a-z]$/.test(term);
}
