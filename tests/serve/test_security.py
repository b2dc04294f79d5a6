"""What a served record lets through, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from serve.called import HERE, SECRET, calling, make_served
from verbale.serve.security import HEADERS, LONGEST_QUERY, MOST_BYTES
from verbale.serve.visits import SentForm, is_local, knows_secret, make_token, may_write, sign_in, want_writer

STRANGE_HOSTS = (
    *("evil.example", "localhost.evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost@evil"),
    *("127.0.0.2", "0.0.0.0", "[::2]", "[::1", "localhost:80:80x", "localhost/evil", "xn--lcalhost-n4a"),
)
KNOWN_HOSTS = ("localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8000", "records.example")
STRANGE_ORIGINS = ("http://evil.example", "null", "https://localhost", "http://localhost:81", "http://localhost.evil")


def add_desk(app: FastAPI) -> None:
    """A form, its receiver and a sign-in, as pages have them."""

    @app.get("/form")
    def show(request: Request) -> Response:
        return Response(make_token(request))

    @app.post("/form")
    async def take(request: Request, form: SentForm) -> Response:
        await want_writer(request)
        return Response(form["said"])

    @app.post("/sign-in")
    def enter(request: Request, form: SentForm) -> Response:
        response = Response()
        if knows_secret(request, form["secret"]):
            sign_in(request, response)
        return response

    @app.get("/who")
    def who(request: Request) -> Response:
        return Response(f"{is_local(request)} {may_write(request)}")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    made = make_served(tmp_path_factory.mktemp("record"), names=["records.example"])
    add_desk(made)
    return made


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    made = make_served(tmp_path_factory.mktemp("closed"), secret=SECRET)
    add_desk(made)
    return made


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with calling(app) as caller:
        yield caller


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/form", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "urn:verbale:unknown-host"


@pytest.mark.parametrize("host", KNOWN_HOSTS)
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/form", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/form", "/nothing", "/nothing.json", "/../../etc/passwd"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_every_answer_binds_the_browser(client: TestClient, path: str, method: str) -> None:
    answer = client.request(method, path)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_refused_host_binds_the_browser_too(client: TestClient) -> None:
    answer = client.get("/form", headers={"host": "evil.example"})
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


@pytest.mark.parametrize("origin", STRANGE_ORIGINS)
def test_what_changes_something_is_not_taken_from_other_sites(client: TestClient, origin: str) -> None:
    token = client.get("/form").text
    answer = client.post("/form", data={"token": token, "said": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:verbale:other-origin"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(client: TestClient, site: str) -> None:
    answer = client.post("/form", data={"said": "x"}, headers={"sec-fetch-site": site})
    assert answer.status_code == 403


def test_a_form_with_its_token_is_taken(client: TestClient) -> None:
    token = client.get("/form").text
    sent = {"token": token, "said": "peace"}
    assert client.post("/form", data=sent, headers={"origin": "http://localhost"}).text == "peace"
    assert client.post("/form", data=sent, headers={"sec-fetch-site": "same-origin"}).text == "peace"


@pytest.mark.parametrize("token", ["", "x", ".", "a.b", "é.é", "\0.\0"])
def test_a_form_without_its_token_is_refused(client: TestClient, token: str) -> None:
    client.get("/form")
    answer = client.post("/form", data={"token": token, "said": "x"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:verbale:no-token"


def test_a_token_of_another_visitor_is_refused(app: FastAPI, client: TestClient) -> None:
    client.get("/form")
    token = TestClient(app, base_url="http://localhost").get("/form").text
    assert client.post("/form", data={"token": token, "said": "x"}).status_code == 403


def test_two_tokens_of_one_page_differ_and_both_hold(client: TestClient) -> None:
    tokens = [client.get("/form").text for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert [client.post("/form", data={"token": one, "said": "x"}).status_code for one in tokens] == [200, 200]


def test_only_forms_are_taken_as_forms(client: TestClient) -> None:
    assert client.post("/form", json={"said": "x"}).status_code == 415
    assert client.post("/form", content=b"said=x", headers={"content-type": "text/plain"}).status_code == 415


def test_a_form_with_thousands_of_fields_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/form", content=b"a=1&" * 3000, headers=headers).status_code == 413


def test_the_visitors_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/form").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_long_body_is_refused_whether_it_says_so_or_not(client: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/form", content=b"x" * (MOST_BYTES + 1), headers=headers).status_code == 413
    pieces = (b"x" * 100_000 for _ in range(MOST_BYTES // 100_000 + 1))
    assert client.post("/form", content=pieces, headers=headers).status_code == 413
    assert client.post("/form", headers={"content-length": "-1"} | headers).status_code == 413


def test_a_long_question_is_refused(client: TestClient) -> None:
    assert client.get("/form?x=" + "y" * LONGEST_QUERY).status_code == 414


def test_without_a_secret_only_this_machine_may_write(app: FastAPI) -> None:
    def ask(client: str, host: str = "localhost", **headers: str) -> str:
        caller = TestClient(app, base_url=f"http://{host}", client=(client, 1))
        return caller.get("/who", headers=headers).text

    assert ask("127.0.0.1") == "True True"
    assert ask("::1") == "True True"
    assert ask("192.168.1.7") == "False False"
    assert ask("127.0.0.1", "records.example") == "False False"
    assert ask("127.0.0.1", **{"x-forwarded-for": "203.0.113.9"}) == "False False"


def test_a_secret_lets_in_whoever_signs_in_with_it(closed: FastAPI) -> None:
    with calling(closed) as client:
        token = client.get("/form").text
        assert client.get("/who").text == "True False"
        assert client.post("/form", data={"token": token, "said": "x"}).status_code == 403
        assert "set-cookie" not in client.post("/sign-in", data={"token": token, "secret": "wrong"}).headers
        client.post("/sign-in", data={"token": token, "secret": SECRET})
        assert client.get("/who").text == "True True"
        assert client.post("/form", data={"token": token, "said": "x"}).text == "x"


@pytest.mark.parametrize("cookie", ["", "x", "99999999999.x", "99999999999999999999999.x", "1.x", "²³.x", "-1.x"])
def test_a_made_up_sign_in_is_none(closed: FastAPI, cookie: str) -> None:
    headers = {"cookie": f"verbale_visit=1; verbale_desk={cookie}".encode()}
    assert TestClient(closed, HERE, client=("127.0.0.1", 1)).get("/who", headers=headers).text == "True False"  # type: ignore[arg-type]
