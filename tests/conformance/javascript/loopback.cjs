// Preloaded with --require: every name under .intacct.com is this machine, for this process only.
const dns = require("node:dns");

const lookup = dns.lookup;
dns.lookup = (name, options, done) =>
  lookup(/(^|\.)intacct\.com\.?$/.test(name) ? "127.0.0.1" : name, options, done);
