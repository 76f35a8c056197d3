// What axe finds on the report page in the dark: nothing.
import { looks, test } from "../support/shop";
import { axeAtEveryWidth } from "./widths";

test.use(looks({ colorScheme: "dark" }));
axeAtEveryWidth("dark");
