/** The answer at `/` where the admin center was not built. Plain HTML, our own text. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Doorpost</title>
<h1>Doorpost runs, without its admin center</h1>
<p>The pages were not built when it was installed. In the folder of the program, run <code>npm ci &amp;&amp; npm run build</code>, then load this page again; the server need not be restarted.</p>
<p>All of it can also be done on the command line: <code>doorpost --help</code> lists the commands.</p>
</html>
`;
